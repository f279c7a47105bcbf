using System.Globalization;
using System.Text;

namespace Errand.Binding.Text;

/// <summary>Classes, and escapes that stand for one character.</summary>
internal sealed partial class EcmaPattern
{
    private void ScanClass()
    {
        int start = _at;
        bool isNegated = At(1) == '^';
        _at += isNegated ? 2 : 1;
        var set = new CodePoints();
        var published = new StringBuilder(isNegated ? "[^" : "[");
        int first = _at;
        while (_pattern[_at] != ']' || _at == first)
        {
            ScanRange(set, published, _at == first);
        }

        string enforced = (isNegated ? set.Complement() : set).ToRegex();
        int length = _at + 1 - start;
        _at = start;
        PutAtom(length, $"{published}]", enforced);
    }

    private void ScanRange(CodePoints set, StringBuilder published, bool isFirst)
    {
        if (!isFirst && _pattern[_at] == '-' && At(1) == '[')
        {
            throw Unfit("the subtraction of a class");
        }

        if (ScanClassInClass(set, published))
        {
            return;
        }

        int from = ReadMember(published);
        int to = from;
        if (_pattern[_at] == '-' && At(1) != ']')
        {
            if (At(1) == '[')
            {
                throw Unfit("the subtraction of a class");
            }

            _at++;
            published.Append('-');
            to = ReadMember(published);
        }

        set.Add(from, to);
    }

    private bool ScanClassInClass(CodePoints set, StringBuilder published)
    {
        if (_pattern[_at] != '\\')
        {
            return false;
        }

        (CodePoints? members, string text) = At(1) is 'p' or 'P' ? ScanCategory() : (ClassOf(At(1)), _pattern.Substring(_at, 2));
        if (members is null)
        {
            return false;
        }

        set.Add(members);
        published.Append(text);
        _at += text.Length;
        return true;
    }

    /// <summary>One character of a class, or one end of a range.</summary>
    private int ReadMember(StringBuilder published)
    {
        if (_pattern[_at] != '\\')
        {
            Rune rune = RuneAt(_at);
            _at += rune.Utf16SequenceLength;
            published.Append(
                "\\]^[-".Contains((char)Math.Min(rune.Value, char.MaxValue), StringComparison.Ordinal) ? $"\\{rune}" : rune.ToString());
            return rune.Value;
        }

        if (At(1) == 'b')
        {
            published.Append("\\b");
            _at += 2;
            return '\b';
        }

        (int codePoint, int length, string text) = ReadEscapedCharacter($"{Syntax}-");
        published.Append(text);
        _at += length;
        return codePoint;
    }

    /// <summary>An escape that stands for one character, and how ECMA-262 writes it.</summary>
    /// <param name="syntax">The characters that ECMA-262 escapes here by a backslash.</param>
    private (int CodePoint, int Length, string Published) ReadEscapedCharacter(string syntax)
    {
        char c = At(1);
        switch (c)
        {
            case 't' or 'n' or 'r' or 'f' or 'v':
                return ("\t\n\r\f\v"["tnrfv".IndexOf(c, StringComparison.Ordinal)], 2, $"\\{c}");
            case 'a':
                return ('\a', 2, "\\u0007");
            case 'e':
                return (0x1B, 2, "\\u001B");
            case 'x':
                return (Hex(_at + 2, 2), 4, _pattern.Substring(_at, 4));
            case 'u':
                return ReadUnits();
            case 'c':
                int control = char.ToUpperInvariant(At(2)) ^ 0x40;
                return (control, 3, string.Create(CultureInfo.InvariantCulture, $"\\u{control:X4}"));
            case >= '0' and <= '7':
                return ReadOctal();
            default:
                Rune rune = RuneAt(_at + 1);
                return (rune.Value, 1 + rune.Utf16SequenceLength, syntax.Contains(rune.ToString(), StringComparison.Ordinal) ? $"\\{rune}" : rune.ToString());
        }
    }

    private (int CodePoint, int Length, string Published) ReadUnits()
    {
        int unit = Hex(_at + 2, 4);
        if (!char.IsSurrogate((char)unit))
        {
            return (unit, 6, _pattern.Substring(_at, 6));
        }

        if (char.IsHighSurrogate((char)unit) && At(6) == '\\' && At(7) == 'u' && Hex(_at + 8, 4) is var low
            && char.IsLowSurrogate((char)low))
        {
            return (char.ConvertToUtf32((char)unit, (char)low), 12, _pattern.Substring(_at, 12));
        }

        throw Unfit("half a surrogate pair");
    }

    /// <summary>Up to three octal digits, of which .NET keeps eight bits.</summary>
    private (int CodePoint, int Length, string Published) ReadOctal()
    {
        int value = 0;
        int length = 1;
        for (; length < 4 && At(length) is >= '0' and <= '7'; length++)
        {
            value = (value * 8) + At(length) - '0';
        }

        value &= 0xFF;
        return (value, length, string.Create(CultureInfo.InvariantCulture, $"\\u{value:X4}"));
    }

    private (CodePoints Set, string Text) ScanCategory()
    {
        int close = _pattern.IndexOf('}', _at);
        string name = _pattern[(_at + 3)..close];
        CodePoints category = CodePoints.OfCategory(name) ?? throw Unfit($"\\{At(1)}{{{name}}}");
        return (At(1) == 'P' ? category.Complement() : category, _pattern[_at..(close + 1)]);
    }

    private static CodePoints? ClassOf(char letter) => letter switch
    {
        'd' => CodePoints.Digits,
        'D' => CodePoints.Digits.Complement(),
        'w' => CodePoints.OfWords,
        'W' => CodePoints.OfWords.Complement(),
        's' => CodePoints.Spaces,
        'S' => CodePoints.Spaces.Complement(),
        _ => null,
    };
}
