using Errand.Storage.Messages;

namespace Errand.Membership;

/// <summary>The runs that a member answers for, as its beats see them. Called on the beat's thread.</summary>
internal interface IMemberRuns
{
    /// <summary>What the member holds: sent with each beat.</summary>
    IReadOnlyList<RunKey> Keys { get; }

    /// <summary>The store has answered a beat.</summary>
    void OnAnswered(BeatAnswer answer);
}
