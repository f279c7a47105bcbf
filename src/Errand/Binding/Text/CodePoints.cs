using System.Globalization;
using System.Text;

namespace Errand.Binding.Text;

/// <summary>A set of characters. A regular expression of ECMA-262 knows whole ones, one of .NET the units of UTF-16.</summary>
internal sealed class CodePoints
{
    private const int FirstAstral = 0x10000;
    private const int Largest = 0x10FFFF;
    private const int FirstSurrogate = 0xD800;
    private const int LastSurrogate = 0xDFFF;

    /// <summary>In the order of <see cref="UnicodeCategory"/>.</summary>
    private static readonly string[] CategoryNames =
        "Lu Ll Lt Lm Lo Mn Mc Me Nd Nl No Zs Zl Zp Cc Cf Cs Co Pc Pd Ps Pe Pi Pf Po Sm Sc Sk So Cn".Split(' ');

    private readonly List<(int First, int Last)> _ranges = [];

    public static CodePoints Digits { get; } = new CodePoints().Add('0', '9');

    public static CodePoints OfWords { get; } = new CodePoints().Add('0', '9').Add('A', 'Z').Add('_', '_').Add('a', 'z');

    public static CodePoints LineEnds { get; } = new CodePoints().Add('\n', '\n').Add('\r', '\r').Add('\u2028', '\u2029');

    /// <summary>ECMA-262's WhiteSpace and LineTerminator.</summary>
    public static CodePoints Spaces { get; } = new CodePoints()
        .Add('\t', '\r').Add(' ', ' ').Add('\u00A0', '\u00A0').Add('\u1680', '\u1680').Add('\u2000', '\u200A')
        .Add('\u2028', '\u2029').Add('\u202F', '\u202F').Add('\u205F', '\u205F').Add('\u3000', '\u3000').Add('\uFEFF', '\uFEFF');

    /// <summary>The characters of a general category such as Lu, or of a group of them such as L; null when there is none of the
    /// name.</summary>
    public static CodePoints? OfCategory(string name)
    {
        HashSet<UnicodeCategory> categories =
            [.. CategoryNames.Index().Where(c => c.Item == name || (name.Length == 1 && c.Item[0] == name[0])).Select(
                c => (UnicodeCategory)c.Index)];
        if (categories.Count == 0)
        {
            return null;
        }

        var all = new CodePoints();
        int first = -1;
        for (int c = 0; c <= Largest + 1; c++)
        {
            bool isIn = c <= Largest && categories.Contains(CharUnicodeInfo.GetUnicodeCategory(c));
            if (isIn && first < 0)
            {
                first = c;
            }
            else if (!isIn && first >= 0)
            {
                all.Add(first, c - 1);
                first = -1;
            }
        }

        return all;
    }

    public CodePoints Add(int first, int last)
    {
        _ranges.Add((first, last));
        return this;
    }

    public void Add(CodePoints others) => _ranges.AddRange(others._ranges);

    public CodePoints Complement()
    {
        var others = new CodePoints();
        int next = 0;
        foreach ((int first, int last) in _ranges.Order())
        {
            if (first > next)
            {
                others.Add(next, first - 1);
            }

            next = Math.Max(next, last + 1);
        }

        return next <= Largest ? others.Add(next, Largest) : others;
    }

    /// <summary>What one of these characters is to .NET. No text has half a surrogate pair, so none is matched.</summary>
    public string ToRegex()
    {
        var units = new StringBuilder();
        var pairs = new List<string>();
        foreach ((int first, int last) in _ranges)
        {
            AppendRange(units, first, Math.Min(last, FirstSurrogate - 1));
            AppendRange(units, Math.Max(first, LastSurrogate + 1), Math.Min(last, FirstAstral - 1));
            AddPairs(pairs, Math.Max(first, FirstAstral), last);
        }

        string unit = units.Length > 0 ? $"[{units}]" : "[^\\s\\S]";
        return pairs.Count == 0 ? unit : units.Length == 0 && pairs.Count == 1 ? $"(?:{pairs[0]})" : $"(?:{string.Join('|', units.Length > 0 ? pairs.Prepend(unit) : pairs)})";
    }

    private static void AddPairs(List<string> pairs, int first, int last)
    {
        if (first > last)
        {
            return;
        }

        (int high, int low) = Surrogates(first);
        (int lastHigh, int lastLow) = Surrogates(last);
        if (high == lastHigh)
        {
            pairs.Add($"{Unit(high)}{Range(low, lastLow)}");
            return;
        }

        if (low != 0xDC00)
        {
            pairs.Add($"{Unit(high++)}{Range(low, LastSurrogate)}");
        }

        if (lastLow != LastSurrogate)
        {
            pairs.Add($"{Unit(lastHigh--)}{Range(0xDC00, lastLow)}");
        }

        if (high <= lastHigh)
        {
            pairs.Add($"{Range(high, lastHigh)}{Range(0xDC00, LastSurrogate)}");
        }
    }

    private static (int High, int Low) Surrogates(int codePoint) =>
        (0xD800 + ((codePoint - FirstAstral) >> 10), 0xDC00 + ((codePoint - FirstAstral) & 0x3FF));

    private static void AppendRange(StringBuilder units, int first, int last)
    {
        if (first <= last)
        {
            units.Append(Unit(first)).Append(first == last ? "" : $"-{Unit(last)}");
        }
    }

    private static string Range(int first, int last) => $"[{Unit(first)}-{Unit(last)}]";

    private static string Unit(int unit) => string.Create(CultureInfo.InvariantCulture, $"\\u{unit:X4}");
}
