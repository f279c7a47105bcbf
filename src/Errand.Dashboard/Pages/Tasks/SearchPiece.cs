namespace Errand.Dashboard.Pages.Tasks;

/// <summary>A piece of a search text.</summary>
/// <param name="Text">As it was written.</param>
/// <param name="IsWrong">Whether it cannot be read.</param>
public sealed record SearchPiece(string Text, bool IsWrong)
{
    /// <summary>The whole text, cut where faults begin and end.</summary>
    public static IReadOnlyList<SearchPiece> Of(string text, IReadOnlyList<Fault> faults)
    {
        var pieces = new List<SearchPiece>();
        int end = 0;
        foreach (Fault fault in faults.OrderBy(fault => fault.Offset))
        {
            int start = Math.Clamp(fault.Offset ?? 0, end, text.Length);
            Add(pieces, text[end..start], isWrong: false);
            end = Math.Clamp(start + (fault.Length ?? 0), start, text.Length);
            Add(pieces, text[start..end], isWrong: true);
        }

        Add(pieces, text[end..], isWrong: false);
        return pieces;
    }

    private static void Add(List<SearchPiece> pieces, string text, bool isWrong)
    {
        if (text.Length > 0)
        {
            pieces.Add(new SearchPiece(text, isWrong));
        }
    }
}
