using System.Globalization;
using System.Text;

namespace Errand.Tests.Binding;

/// <summary>Draws texts that a regular expression matches. It knows what the published patterns use; an assertion counts as
/// nothing.</summary>
internal sealed class PatternText
{
    private const string AnyCharacter = "aB7_ -.é\"\\/";

    private readonly string _pattern;
    private readonly Random _random;
    private int _at;

    private PatternText(string pattern, Random random)
    {
        _pattern = pattern;
        _random = random;
    }

    public static string Draw(string pattern, Random random) => new PatternText(pattern, random).Alternatives();

    private string Alternatives()
    {
        var drawn = new List<string> { "" };
        while (_at < _pattern.Length && _pattern[_at] != ')')
        {
            if (_pattern[_at] == '|')
            {
                _at++;
                drawn.Add("");
                continue;
            }

            drawn[^1] += Piece();
        }

        return drawn[_random.Next(drawn.Count)];
    }

    /// <summary>An atom as often as its quantifier says; each time it is drawn again.</summary>
    private string Piece()
    {
        int start = _at;
        string first = Atom();
        int end = _at;
        (int least, int most) = Quantifier();
        int behind = _at;
        int count = _random.Next(least, most + 1);
        var text = new StringBuilder();
        for (int i = 0; i < count; i++)
        {
            _at = start;
            text.Append(i == 0 ? first : Atom());
        }

        _at = behind;
        return count == 0 && end == start ? first : text.ToString();
    }

    private string Atom()
    {
        char c = _pattern[_at++];
        switch (c)
        {
            case '^' or '$':
                return "";
            case '.':
                return Pick(AnyCharacter);
            case '(':
                return Group();
            case '[':
                return Class();
            case '\\':
                return Pick(Escape());
            default:
                return c.ToString();
        }
    }

    private string Group()
    {
        bool isAssertion = false;
        if (_pattern[_at] == '?')
        {
            isAssertion = _pattern[_at + 1] is '=' or '!';
            _at += 2;
        }

        string text = Alternatives();
        _at++;
        return isAssertion ? "" : text;
    }

    private string Class()
    {
        bool isNegated = _pattern[_at] == '^';
        _at += isNegated ? 1 : 0;
        var members = new StringBuilder();
        while (_pattern[_at] != ']')
        {
            string from = Member();
            if (_pattern[_at] == '-' && _pattern[_at + 1] != ']')
            {
                _at++;
                char last = Member()[0];
                members.Append(from[0]).Append(last).Append((char)_random.Next(from[0], last + 1));
            }
            else
            {
                members.Append(from);
            }
        }

        _at++;
        string inside = members.ToString();
        return Pick(isNegated ? string.Concat(AnyCharacter.Where(c => !inside.Contains(c, StringComparison.Ordinal))) : inside);
    }

    private string Member() => _pattern[_at] == '\\' ? Skip(1, Escape) : _pattern[_at++].ToString();

    private string Skip(int count, Func<string> then)
    {
        _at += count;
        return then();
    }

    private string Escape()
    {
        char c = _pattern[_at++];
        switch (c)
        {
            case 'd':
                return "0123456789";
            case 'w':
                return "abzAZ09_";
            case 's':
                return " \t";
            case 'S' or 'D' or 'W':
                return "-.é";
            case 'b' or 'B':
                return "";
            case 'u':
                _at += 4;
                return ((char)int.Parse(
                    _pattern.AsSpan(_at - 4, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture)).ToString();
            default:
                return c.ToString();
        }
    }

    private (int Least, int Most) Quantifier()
    {
        if (_at == _pattern.Length)
        {
            return (1, 1);
        }

        switch (_pattern[_at])
        {
            case '?':
                _at++;
                return (0, 1);
            case '*':
                _at++;
                return (0, 3);
            case '+':
                _at++;
                return (1, 3);
            case '{':
                int end = _pattern.IndexOf('}', _at);
                string[] counts = _pattern[(_at + 1)..end].Split(',');
                _at = end + 1;
                int least = int.Parse(counts[0], CultureInfo.InvariantCulture);
                return (least, counts.Length == 1 ? least : counts[1].Length == 0 ? least + 2 : int.Parse(
                    counts[1], CultureInfo.InvariantCulture));
            default:
                return (1, 1);
        }
    }

    private string Pick(string from) => from.Length == 0 ? "" : from[_random.Next(from.Length)].ToString();
}
