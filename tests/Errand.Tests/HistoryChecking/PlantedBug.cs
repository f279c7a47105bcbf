namespace Errand.Tests.HistoryChecking;

/// <summary>A bug that a server could have, as the change it makes to a good history.</summary>
/// <param name="Name">What the server does wrong.</param>
/// <param name="Rule">The rule, and the only one, that must notice.</param>
/// <param name="Plant">Changes the history; false when nothing in it can show the bug.</param>
internal sealed record PlantedBug(string Name, string Rule, Func<HistoryDraft, bool> Plant)
{
    public override string ToString() => Name;
}
