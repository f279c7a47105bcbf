using CsCheck;
using Errand.HistoryChecker;

namespace Errand.Tests.HistoryChecking;

/// <summary>The life of one task on an ugly day, for <see cref="HistorySimulator"/>.</summary>
/// <param name="Submit">How it got, or did not get, into the store.</param>
/// <param name="Attempts">What became of each attempt before the last.</param>
/// <param name="Ending">How it ended.</param>
internal sealed record TaskScript(SubmitStory Submit, IReadOnlyList<AttemptStory> Attempts, SeenOutcome Ending)
{
    public static Gen<TaskScript> Any { get; } = Gen.Select(
        Gen.Enum<SubmitStory>(), Gen.Enum<AttemptStory>().List[0, 5], Gen.Enum<SeenOutcome>(),
        (submit, attempts, ending) => new TaskScript(submit, attempts, ending));
}
