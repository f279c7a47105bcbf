using CsCheck;

namespace Errand.Tests.Results;

/// <summary>Makes results of all kinds: blanks, escapes, numbers that no type holds, names that need escapes in pointers.</summary>
internal static class JsonTexts
{
    private static readonly string[] Names = ["a", "b", "*", "0", "", "~", "/", "é", "\\u0061", "\\n", "\\ud83d\\ude00"];

    private static readonly Gen<string> Blank = Gen.OneOf("", "", "", " ", "\n\t");

    private static readonly Gen<string> Leaf = Gen.OneOf(
        "null", "true", "false", "0", "-1", "1.50", "-0.0", "1e400", "123456789012345678901234567890.10", "\"\"", "\"é😀\"", "\"\\\"\\\\\\/\"",
        "\"NaN\"", "\"=1+1\"", "\"a,b\"", "\"a\\r\\nb\"", "\"\\ud83d\\ude00 \\u0041\"");

    public static readonly Gen<string> Values = OfDepth(4);

    private static readonly Gen<string> Step = Gen.OneOf("*", "*", "a", "b", "0", "1", "2", "01", "-", "", "~0", "~1", "é", "\n", "😀");

    public static readonly Gen<string> Pointers = Step.Array[0, 4].Select(steps => string.Concat(steps.Select(step => "/" + step)));

    private static Gen<string> OfDepth(int depth)
    {
        if (depth == 0)
        {
            return Leaf;
        }

        var inner = Gen.Select(Blank, OfDepth(depth - 1), Blank, (before, value, after) => before + value + after);
        var array = Gen.Select(Blank, inner.Array[0, 5], (blank, items) => $"[{blank}{string.Join(',', items)}]");
        Gen<string> members = Gen.Select(Gen.OneOf(Names), Blank, inner, (name, blank, value) => $"{blank}\"{name}\"{blank}:{value}")
            .Array[0, 5].Select(all => $"{{{string.Join(',', all)}}}");
        return Gen.Frequency((1, Leaf), (2, array), (2, members));
    }
}
