namespace Errand.Dashboard.Pages.Types;

/// <summary>The list of task types.</summary>
/// <param name="Rows">Those that match.</param>
/// <param name="Search">What was searched for.</param>
/// <param name="Count">How many types there are.</param>
public sealed record TypesModel(IReadOnlyList<TypeRow> Rows, string Search, int Count)
{
    /// <summary>Fewer are seen at a glance.</summary>
    private const int FewTypes = 8;

    public bool IsSearchable => Count > FewTypes || Search.Length > 0;
}
