using Errand.Membership;
using Errand.Storage.Messages;

namespace Errand.Tests.Membership;

/// <summary>Of a member that runs nothing; passes on what the store answers to its beats.</summary>
internal sealed class NoRuns(Action<BeatAnswer> answered) : IMemberRuns
{
    public IReadOnlyList<RunKey> Keys => [];

    public void OnAnswered(BeatAnswer answer) => answered(answer);
}
