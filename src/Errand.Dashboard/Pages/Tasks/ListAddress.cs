using System.Text;

namespace Errand.Dashboard.Pages.Tasks;

/// <summary>What list is shown: all that its address says.</summary>
/// <param name="Search">The search text, as the user wrote it.</param>
public sealed record ListAddress(string Search)
{
    /// <summary>Where the page begins; null: with the newest task.</summary>
    public string? Cursor { get; init; }

    /// <summary>The columns that were chosen, parted by commas; null: the usual ones.</summary>
    public string? Columns { get; init; }

    /// <summary>Whether the tasks are counted.</summary>
    public bool IsCounted { get; init; }

    /// <summary>Without the base.</summary>
    public override string ToString() => With("");

    /// <summary>The address and what is told there.</summary>
    /// <param name="more">Parameters, each after an ampersand.</param>
    public string With(string more)
    {
        var query = new StringBuilder();
        Add(query, "q", Search.Length == 0 ? null : Search);
        Add(query, "columns", Columns);
        Add(query, "count", IsCounted ? "1" : null);
        Add(query, "cursor", Cursor);
        query.Append(more);
        return query.Length == 0 ? "/tasks" : $"/tasks?{query.ToString(1, query.Length - 1)}";
    }

    private static void Add(StringBuilder query, string name, string? value)
    {
        if (value is not null)
        {
            query.Append('&').Append(name).Append('=').Append(Uri.EscapeDataString(value).Replace("%20", "+", StringComparison.Ordinal)
                .Replace("%3A", ":", StringComparison.Ordinal).Replace("%2C", ",", StringComparison.Ordinal));
        }
    }
}
