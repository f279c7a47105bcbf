using System.Globalization;
using System.Text;

namespace Errand.Results.Reading;

/// <summary>A JSON Pointer (RFC 6901) in which <c>*</c> stands for each element of an array.</summary>
internal sealed class ResultPointer
{
    private readonly string _text;
    private readonly byte[][] _names;
    private readonly int[] _ends;

    private ResultPointer(string text, byte[][] names, int[] ends)
    {
        _text = text;
        _names = names;
        _ends = ends;
    }

    /// <summary>The pointer to the whole.</summary>
    public static ResultPointer Whole { get; } = new("", [], []);

    public int Steps => _names.Length;

    public static bool TryParse(string text, out ResultPointer pointer)
    {
        pointer = Whole;
        if (text.Length == 0)
        {
            return true;
        }

        string[] parts = text.Split('/');
        if (parts[0].Length > 0 || !Array.TrueForAll(parts, AreEscapesRight))
        {
            return false;
        }

        byte[][] names = new byte[parts.Length - 1][];
        int[] ends = new int[names.Length];
        for (int i = 0, end = 0; i < names.Length; i++)
        {
            string part = parts[i + 1];
            ends[i] = end += part.Length + 1;
            names[i] = Encoding.UTF8.GetBytes(
                part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal));
        }

        pointer = new ResultPointer(text, names, ends);
        return true;
    }

    /// <summary>The pointer to a member of the whole.</summary>
    public static ResultPointer ToMember(string name)
    {
        string text = PointerText.Below("", name);
        return new ResultPointer(text, [Encoding.UTF8.GetBytes(name)], [text.Length]);
    }

    /// <summary>Whether a step leads from an array to each of its elements.</summary>
    public bool IsEach(int step) => _names[step] is [(byte)'*'];

    /// <summary>The name of the member that a step leads to from an object.</summary>
    public ReadOnlySpan<byte> Name(int step) => _names[step];

    /// <summary>The number of the element that a step leads to from an array, or -1 when it leads to none.</summary>
    public int Index(int step)
    {
        ReadOnlySpan<byte> digits = _names[step];
        if (digits is [] or [(byte)'0', _, ..] || digits.ContainsAnyExceptInRange((byte)'0', (byte)'9'))
        {
            return -1;
        }

        return int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out int index) ? index : -1;
    }

    /// <summary>The pointer that ends after the first steps.</summary>
    public string Text(int steps) => steps == 0 ? "" : _text[.._ends[steps - 1]];

    public override string ToString() => _text;

    private static bool AreEscapesRight(string part)
    {
        for (int i = part.IndexOf('~', StringComparison.Ordinal); i >= 0; i = part.IndexOf('~', i + 1))
        {
            if (i + 1 == part.Length || part[i + 1] is not ('0' or '1'))
            {
                return false;
            }
        }

        return true;
    }
}
