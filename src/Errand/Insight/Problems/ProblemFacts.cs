using Errand.Storage.Views;

namespace Errand.Insight.Problems;

/// <summary>What the store says, and how it came to be known.</summary>
internal sealed record ProblemFacts
{
    public required WorkFacts Work { get; init; }

    public required IReadOnlyList<TypeEnds> Ends { get; init; }

    /// <summary>When this process asked for <see cref="Work"/>, by its own clock.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>When it had the answer, by its own clock.</summary>
    public required DateTimeOffset AnsweredAt { get; init; }

    /// <summary>How long the slower of the two reads took.</summary>
    public required TimeSpan ReadTook { get; init; }

    /// <summary>The live handlers.</summary>
    public IEnumerable<WorkMember> Handlers => Live(Members.Handler);

    /// <summary>The live janitors.</summary>
    public IEnumerable<WorkMember> Janitors => Live(Members.Janitor);

    private IEnumerable<WorkMember> Live(string role) =>
        Work.Members.Where(member => member.GoneAt is null && member.Entry.Role == role);
}
