namespace Errand.Binding.Text;

/// <summary>Integers as most write them, of any length, compared without being parsed.</summary>
internal static class IntegerText
{
    /// <summary>Whether a JSON number is written with digits alone, in the one way that every integer type reads.</summary>
    public static bool IsPlain(ReadOnlySpan<byte> number) => !number.ContainsAny(".eE"u8) && !number.SequenceEqual("-0"u8);

    /// <summary>Compares two plain integers; JSON has no leading zeros, so the longer one is the larger one.</summary>
    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right)
    {
        bool leftIsNegative = left[0] == '-';
        bool rightIsNegative = right[0] == '-';
        if (leftIsNegative != rightIsNegative)
        {
            return leftIsNegative ? -1 : 1;
        }

        int bySize = left.Length != right.Length ? left.Length.CompareTo(right.Length) : left.SequenceCompareTo(right);
        return leftIsNegative ? -bySize : bySize;
    }
}
