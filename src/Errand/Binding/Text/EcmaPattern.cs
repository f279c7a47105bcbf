using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Errand.Binding.Text;

/// <summary>A regular expression as ECMA-262 reads it in its unicode mode, which is JSON Schema's dialect: how it is published, and how
/// .NET must be given it.</summary>
/// <remarks> Authors write it in .NET's syntax. What both dialects have keeps its text and gets ECMA-262's meaning; what ECMA-262 writes in
/// another way is rewritten; what it does not have is refused. What is published is read the same way again. </remarks>
internal sealed partial class EcmaPattern
{
    private const string WordUnit = "[0-9A-Za-z_]";
    private const string Syntax = "^$\\.*+?()[]{}|/";

    private readonly string _pattern;
    private readonly int _groupCount;
    private readonly StringBuilder _published = new();
    private readonly StringBuilder _enforced = new();
    private readonly Stack<bool> _groups = new();
    private readonly HashSet<string> _names = [];
    private bool _hasNumericReference;
    private bool _isBehindAssertion;
    private int _at;

    private EcmaPattern(string pattern)
    {
        _pattern = pattern;
        // .NET finds what is wrong in both dialects.
        _groupCount = new Regex(pattern).GetGroupNumbers().Length - 1;
        while (_at < pattern.Length)
        {
            Scan();
        }

        if (_hasNumericReference && _names.Count > 0)
        {
            throw Unfit("references to groups by number beside groups with names");
        }
    }

    public string Published => _published.ToString();

    public string Enforced => _enforced.ToString();

    /// <exception cref="ArgumentException">It is not a regular expression; the message says why.</exception>
    /// <exception cref="NotSupportedException">ECMA-262 has no such thing; the message says what.</exception>
    public static EcmaPattern Of(string pattern) => new(pattern);

    private void Scan()
    {
        char c = _pattern[_at];
        switch (c)
        {
            case '\\':
                ScanEscape();
                break;
            case '[':
                ScanClass();
                break;
            case '(':
                ScanGroup();
                break;
            case ')':
                Put(")");
                _isBehindAssertion = _groups.Pop();
                break;
            case '.':
                PutAtom(1, ".", CodePoints.LineEnds.Complement().ToRegex());
                break;
            case '^':
                PutAssertion(1, "^", "^");
                break;
            case '$':
                PutAssertion(1, "$", "\\z");
                break;
            case '|':
                Put("|");
                _isBehindAssertion = false;
                break;
            case '*' or '+' or '?':
                ScanQuantifier(1);
                break;
            case '{' when QuantifierLength() is > 0 and int length:
                ScanQuantifier(length);
                break;
            case '{' or '}' or ']':
                PutAtom(1, $"\\{c}", Exactly(c));
                break;
            default:
                Rune literal = RuneAt(_at);
                PutAtom(literal.Utf16SequenceLength, literal.ToString(), Exactly(literal.Value));
                break;
        }
    }

    private void ScanQuantifier(int length)
    {
        if (_isBehindAssertion)
        {
            throw Unfit($"{_pattern.AsSpan(_at, length)} behind an assertion");
        }

        Put(_pattern.Substring(_at, length));
    }

    /// <summary>The length of a {n}, {n,} or {n,m} here; any other brace is a literal to .NET.</summary>
    private int QuantifierLength()
    {
        int end = _pattern.IndexOf('}', _at);
        string[] counts = end < 0 ? [] : _pattern[(_at + 1)..end].Split(',');
        return counts is [{ Length: > 0 }] or [{ Length: > 0 }, _] && counts.All(n => n.All(char.IsAsciiDigit)) ? end + 1 - _at : 0;
    }

    private void ScanEscape()
    {
        char c = _pattern[_at + 1];
        string escape = _pattern.Substring(_at, 2);
        if (ClassOf(c) is { } set)
        {
            PutAtom(2, escape, set.ToRegex());
            return;
        }

        switch (c)
        {
            case 'A':
                PutAssertion(2, "^", "^");
                break;
            case 'z':
                PutAssertion(2, "$", "\\z");
                break;
            case 'b':
                PutAssertion(2, escape, $"(?:(?<={WordUnit})(?!{WordUnit})|(?<!{WordUnit})(?={WordUnit}))");
                break;
            case 'B':
                PutAssertion(2, escape, $"(?:(?<={WordUnit})(?={WordUnit})|(?<!{WordUnit})(?!{WordUnit}))");
                break;
            case 'Z' or 'G':
                throw Unfit(escape);
            case 'k':
                ScanNameReference();
                break;
            case >= '1' and <= '9':
                ScanNumberReference();
                break;
            case 'p' or 'P':
                (CodePoints category, string text) = ScanCategory();
                PutAtom(text.Length, text, category.ToRegex());
                break;
            default:
                (int codePoint, int length, string published) = ReadEscapedCharacter(Syntax);
                PutAtom(length, published, Exactly(codePoint));
                break;
        }
    }

    private void ScanNameReference()
    {
        char end = _pattern[_at + 2] == '<' ? '>' : '\'';
        int close = _pattern.IndexOf(end, _at + 3);
        string name = _pattern[(_at + 3)..close];
        if (!IsName(name))
        {
            throw Unfit($"the group name {name}");
        }

        // A group that took no part matches nothing here, and would fail in .NET.
        PutAtom(close + 1 - _at, $"\\k<{name}>", $"(?({name})\\k<{name}>)");
    }

    private void ScanNumberReference()
    {
        int end = _at + 1;
        while (end < _pattern.Length && char.IsAsciiDigit(_pattern[end]))
        {
            end++;
        }

        string digits = _pattern[(_at + 1)..end];
        if (!int.TryParse(digits, CultureInfo.InvariantCulture, out int number) || number > _groupCount)
        {
            throw Unfit($"\\{digits} without a group of this number");
        }

        _hasNumericReference = true;
        PutAtom(end - _at, $"\\{digits}", $"(?({digits})\\{digits})");
    }

    private void ScanGroup()
    {
        if (At(1) != '?')
        {
            Put("(");
            Open(isAssertion: false);
            return;
        }

        string start = At(2) switch
        {
            ':' or '=' or '!' => _pattern.Substring(_at, 3),
            '<' when At(3) is '=' or '!' => _pattern.Substring(_at, 4),
            '<' => GroupName('>'),
            '\'' => GroupName('\''),
            '>' => throw Unfit("an atomic group"),
            '(' => throw Unfit("a conditional group"),
            '#' => throw Unfit("a comment"),
            _ => throw Unfit("an inline option"),
        };
        Put(start);
        Open(isAssertion: start[^1] is '=' or '!');
    }

    private string GroupName(char end)
    {
        int close = _pattern.IndexOf(end, _at + 3);
        string name = _pattern[(_at + 3)..close];
        if (name.Contains('-', StringComparison.Ordinal))
        {
            throw Unfit("a balancing group");
        }

        if (!IsName(name) || !_names.Add(name))
        {
            throw Unfit($"the group name {name}, or this name twice");
        }

        return $"(?<{name}>";
    }

    private void Open(bool isAssertion)
    {
        _groups.Push(isAssertion);
        _isBehindAssertion = false;
    }

    private void Put(string text)
    {
        _published.Append(text);
        _enforced.Append(text);
        _at += text.Length;
    }

    private void PutAtom(int length, string published, string enforced)
    {
        _published.Append(published);
        _enforced.Append(enforced);
        _at += length;
        _isBehindAssertion = false;
    }

    private void PutAssertion(int length, string published, string enforced)
    {
        PutAtom(length, published, enforced);
        _isBehindAssertion = true;
    }

    private char At(int offset) => _at + offset < _pattern.Length ? _pattern[_at + offset] : '\0';

    private int Hex(int start, int length) =>
        int.Parse(_pattern.AsSpan(start, length), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture);

    private Rune RuneAt(int index) => Rune.TryGetRuneAt(_pattern, index, out Rune rune) ? rune : throw Unfit("half a surrogate pair");

    private static string Exactly(int codePoint) => new CodePoints().Add(codePoint, codePoint).ToRegex();

    private static bool IsName(string name) =>
        name.Length > 0 && !char.IsAsciiDigit(name[0]) && name.All(c => char.IsAsciiLetterOrDigit(c) || c == '_');

    private static NotSupportedException Unfit(string what) =>
        new($"{what}, which the dialect of JSON Schema, ECMA-262, does not have; write it another way");
}
