using System.Text;

namespace Errand.Dashboard.Search;

/// <summary>Reads a search text from left to right, as the server does.</summary>
internal sealed class SearchTextReader(string text)
{
    private static readonly string[] PlainKeys = ["type", "status", "outcome", "reason", "queue", "tag", "handler", "error"];
    private static readonly string[] OrderedKeys = ["id", "created", "finished", "priority", "attempt"];
    private static readonly string[] MemberKeys = ["args.", "summary."];

    private int _position;

    private bool IsAtEnd => _position >= text.Length;

    private bool IsAtEndOfTerm => IsAtEnd || char.IsWhiteSpace(text[_position]);

    private bool IsAtDots => string.CompareOrdinal(text, _position, "..", 0, 2) == 0;

    public IEnumerable<SearchTextTerm> ReadAll()
    {
        for (SkipBlanks(); !IsAtEnd; SkipBlanks())
        {
            int start = _position;
            SearchTextTerm? term = TryReadTerm();
            SkipTerm();
            yield return term ?? new SearchTextTerm("", IsNegated: false, []) { Unread = text[start.._position] };
        }
    }

    private void SkipBlanks()
    {
        while (!IsAtEnd && char.IsWhiteSpace(text[_position]))
        {
            _position++;
        }
    }

    /// <summary>To the next blank outside quotes.</summary>
    private void SkipTerm()
    {
        bool isInQuotes = false;
        while (!IsAtEnd && (isInQuotes || !char.IsWhiteSpace(text[_position])))
        {
            if (text[_position] == '\\' && isInQuotes)
            {
                _position++;
            }
            else if (text[_position] == '"')
            {
                isInQuotes = !isInQuotes;
            }

            _position++;
        }

        _position = Math.Min(_position, text.Length);
    }

    private SearchTextTerm? TryReadTerm()
    {
        bool isNegated = TryTake('-');
        string? key = TryTakeKey();
        bool isOrdered = key is not null && (OrderedKeys.Contains(key) || IsMember(key));
        if (key is not null && !isOrdered && !PlainKeys.Contains(key))
        {
            return null;
        }

        var values = new List<SearchTextValue>();
        do
        {
            if (TryReadValue(isOrdered) is not { } value)
            {
                return null;
            }

            values.Add(value);
        }
        while (TryTake(','));
        return new SearchTextTerm(key ?? "", isNegated, values);
    }

    private bool TryTake(char expected)
    {
        bool isThere = !IsAtEnd && text[_position] == expected;
        _position += isThere ? 1 : 0;
        return isThere;
    }

    private static bool IsMember(string key) =>
        Array.Exists(MemberKeys, start => key.Length > start.Length && key.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Null, and nothing is taken, if a quote or blank comes before the next colon.</summary>
    private string? TryTakeKey()
    {
        int end = _position;
        while (end < text.Length && text[end] is not (':' or '"') && !char.IsWhiteSpace(text[end]))
        {
            end++;
        }

        if (end >= text.Length || text[end] != ':')
        {
            return null;
        }

        string key = text[_position..end];
        _position = end + 1;
        return key;
    }

    private SearchTextValue? TryReadValue(bool isOrdered)
    {
        SearchTextSign sign = isOrdered && TryTake('>') ? SearchTextSign.Greater
            : isOrdered && TryTake('<') ? SearchTextSign.Less
            : SearchTextSign.Equal;
        bool mayBeRange = isOrdered && sign == SearchTextSign.Equal;
        if (TryReadPiece(mayBeRange, out bool isQuoted) is not { } first)
        {
            return null;
        }

        if (!mayBeRange || !IsAtDots)
        {
            // Nothing may stick to a quote.
            return isQuoted && !IsAtEndOfTerm && text[_position] != ',' ? null : new SearchTextValue(sign, first, isQuoted);
        }

        _position += 2;
        return TryReadPiece(endsAtDots: false, out bool isUpperQuoted) is { } last
            && (!isUpperQuoted || IsAtEndOfTerm || text[_position] == ',')
            ? new SearchTextValue(SearchTextSign.Between, first, isQuoted) { UpperText = last, IsUpperQuoted = isUpperQuoted }
            : null;
    }

    private string? TryReadPiece(bool endsAtDots, out bool isQuoted)
    {
        isQuoted = TryTake('"');
        if (isQuoted)
        {
            return TryReadQuoted();
        }

        int start = _position;
        while (!IsAtEndOfTerm && text[_position] != ',' && !(endsAtDots && IsAtDots))
        {
            _position++;
        }

        return text[start.._position];
    }

    private string? TryReadQuoted()
    {
        var taken = new StringBuilder();
        while (!IsAtEnd)
        {
            char next = text[_position++];
            if (next == '"')
            {
                return taken.ToString();
            }

            if (next == '\\' && !IsAtEnd)
            {
                next = text[_position++];
            }

            taken.Append(next);
        }

        return null;
    }
}
