namespace Errand.Web.Errors;

/// <summary>What someone may have meant who mistyped a name.</summary>
internal static class NearestNames
{
    private const int Offered = 3;

    public static IReadOnlyList<string> Of(string name, IEnumerable<string> names)
    {
        // No name is longer, so what follows can only make it more different.
        string sought = name.Length > NameRule.MaxLength ? name[..NameRule.MaxLength] : name;
        return [.. names.OrderBy(known => Distance(sought, known)).ThenBy(known => known, StringComparer.Ordinal).Take(Offered)];
    }

    /// <summary>How many characters must be put in, taken out or replaced (Levenshtein); case does not count.</summary>
    private static int Distance(string from, string to)
    {
        Span<int> row = stackalloc int[to.Length + 1];
        for (int j = 0; j <= to.Length; j++)
        {
            row[j] = j;
        }

        for (int i = 1; i <= from.Length; i++)
        {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.Length; j++)
            {
                int replaced = diagonal + (char.ToLowerInvariant(from[i - 1]) == char.ToLowerInvariant(to[j - 1]) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.Min(replaced, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[to.Length];
    }
}
