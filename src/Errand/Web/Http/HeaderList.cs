namespace Errand.Web.Http;

/// <summary>Walks the items of a header's value; what stands in quotes separates nothing.</summary>
internal ref struct HeaderList(ReadOnlySpan<char> value, char separator)
{
    private ReadOnlySpan<char> _rest = value;
    private bool _ended;

    public bool TryNext(out ReadOnlySpan<char> item)
    {
        int end = EndOfItem();
        item = _rest[..end].Trim(" \t");
        bool found = !_ended;
        _ended = end == _rest.Length;
        _rest = _ended ? [] : _rest[(end + 1)..];
        return found;
    }

    /// <summary>A quoted string (RFC 9110 section 5.6.4) without its quotes; anything else as it is; null when the quotes do not
    /// match.</summary>
    public static string? Unquote(ReadOnlySpan<char> word)
    {
        if (word is [] || word[0] != '"')
        {
            return word.Contains('"') ? null : word.ToString();
        }

        var text = new System.Text.StringBuilder(word.Length);
        for (int i = 1; i < word.Length; i++)
        {
            if (word[i] == '"')
            {
                return i == word.Length - 1 ? text.ToString() : null;
            }

            if (word[i] == '\\' && ++i == word.Length)
            {
                return null;
            }

            text.Append(word[i]);
        }

        return null;
    }

    private readonly int EndOfItem()
    {
        bool quoted = false;
        for (int i = 0; i < _rest.Length; i++)
        {
            if (_rest[i] == '"')
            {
                quoted = !quoted;
            }
            else if (_rest[i] == '\\' && quoted)
            {
                i++;
            }
            else if (_rest[i] == separator && !quoted)
            {
                return i;
            }
        }

        return _rest.Length;
    }
}
