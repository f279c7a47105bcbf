namespace Errand.Binding;

/// <summary>Integers as JSON writes them, of any length, compared without being parsed.</summary>
internal static class IntegerText
{
    /// <summary>Whether a JSON number is written without fraction and exponent.</summary>
    public static bool Is(ReadOnlySpan<byte> number) => !number.ContainsAny(".eE"u8);

    /// <summary>Compares two integers; JSON has no leading zeros, so the longer one is the larger one. -0 counts as less than 0.</summary>
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
