using System.Text;

namespace Errand.Lists;

/// <summary>Reads the pieces of a search text, from left to right.</summary>
/// <param name="text">The search, or the value of a filter.</param>
/// <param name="endsAtBlank">Whether a blank outside quotes ends what is read.</param>
internal sealed class SearchReader(string text, bool endsAtBlank)
{
    /// <summary>In UTF-16 units.</summary>
    public int Position { get; private set; }

    public bool IsAtEnd => Position >= text.Length;

    private bool IsAtEndOfTerm => IsAtEnd || (endsAtBlank && char.IsWhiteSpace(text[Position]));

    public void SkipBlanks()
    {
        while (!IsAtEnd && char.IsWhiteSpace(text[Position]))
        {
            Position++;
        }
    }

    /// <summary>To the next blank outside quotes.</summary>
    public void SkipTerm()
    {
        bool isInQuotes = false;
        while (!IsAtEnd && (isInQuotes || !char.IsWhiteSpace(text[Position])))
        {
            if (text[Position] == '\\' && isInQuotes)
            {
                Position++;
            }
            else if (text[Position] == '"')
            {
                isInQuotes = !isInQuotes;
            }

            Position++;
        }

        Position = Math.Min(Position, text.Length);
    }

    public bool TryTake(char expected)
    {
        bool isThere = !IsAtEnd && text[Position] == expected;
        Position += isThere ? 1 : 0;
        return isThere;
    }

    /// <summary>The text up to the next colon, which is taken too; null, and nothing is taken, if a quote or blank comes first.</summary>
    public string? TryTakeKey()
    {
        int end = Position;
        while (end < text.Length && text[end] is not (':' or '"') && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        if (end >= text.Length || text[end] != ':')
        {
            return null;
        }

        string key = text[Position..end];
        Position = end + 1;
        return key;
    }

    /// <summary>All values up to the end of the term, which commas part.</summary>
    /// <param name="isOrdered">Whether <c>&gt;</c>, <c>&lt;</c> and <c>..</c> have a meaning.</param>
    /// <param name="values">What was read.</param>
    /// <returns>False if a quote is not closed, or text follows it.</returns>
    public bool TryTakeValues(bool isOrdered, out List<SearchValue> values)
    {
        values = [];
        do
        {
            if (!TryTakeValue(isOrdered, out SearchValue value))
            {
                return false;
            }

            values.Add(value);
        }
        while (TryTake(','));
        return IsAtEndOfTerm;
    }

    private bool TryTakeValue(bool isOrdered, out SearchValue value)
    {
        SearchSign sign = isOrdered && TryTake('>') ? SearchSign.Greater : isOrdered && TryTake('<') ? SearchSign.Less : SearchSign.Equal;
        bool mayBeRange = isOrdered && sign == SearchSign.Equal;
        value = default;
        if (!TryTakePiece(mayBeRange, out string? first, out bool isQuoted))
        {
            return false;
        }

        string? last = null;
        bool isLastQuoted = false;
        if (mayBeRange && IsAtDots)
        {
            Position += 2;
            if (!TryTakePiece(endsAtDots: false, out last, out isLastQuoted))
            {
                return false;
            }

            sign = SearchSign.Between;
        }

        value = new SearchValue(sign, first!, last, isQuoted)
        {
            IsMissing = (sign != SearchSign.Equal && first is "" && !isQuoted) || (last is "" && !isLastQuoted),
        };
        return true;
    }

    private bool IsAtDots => string.CompareOrdinal(text, Position, "..", 0, 2) == 0;

    private bool TryTakePiece(bool endsAtDots, out string? piece, out bool isQuoted)
    {
        isQuoted = TryTake('"');
        if (isQuoted)
        {
            return TryTakeQuoted(out piece);
        }

        int start = Position;
        while (!IsAtEndOfTerm && text[Position] != ',' && !(endsAtDots && IsAtDots))
        {
            Position++;
        }

        piece = text[start..Position];
        return true;
    }

    /// <summary>What stands before the closing quote; a backslash stands before a quote or backslash that is meant itself.</summary>
    private bool TryTakeQuoted(out string? piece)
    {
        var taken = new StringBuilder();
        while (!IsAtEnd)
        {
            char next = text[Position++];
            if (next == '"')
            {
                piece = taken.ToString();
                // Nothing may stick to the quote.
                return IsAtEndOfTerm || text[Position] == ',' || IsAtDots;
            }

            if (next == '\\' && !IsAtEnd)
            {
                next = text[Position++];
            }

            taken.Append(next);
        }

        piece = null;
        return false;
    }
}
