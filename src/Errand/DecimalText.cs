namespace Errand;

/// <summary>A number as JSON writes it, compared by its exact value: no digit is lost, and no size of an exponent costs anything.</summary>
internal readonly ref struct DecimalText
{
    /// <summary>An exponent further out counts as this one. No text is long enough to reach it by its digits.</summary>
    private const long FarthestExponent = 1L << 50;

    private const int FarthestExponentDigits = 15;

    /// <summary>From the first digit that is not zero to the last one, perhaps with a point between them. Empty for zero.</summary>
    private readonly ReadOnlySpan<byte> _digits;

    private readonly int _count;

    /// <summary>The value is 0.DIGITS × 10^magnitude.</summary>
    private readonly long _magnitude;

    /// <param name="number">A number by the grammar of JSON.</param>
    public DecimalText(ReadOnlySpan<byte> number)
    {
        IsNegative = number[0] == '-';
        ReadOnlySpan<byte> unsigned = IsNegative ? number[1..] : number;
        int e = unsigned.IndexOfAny((byte)'e', (byte)'E');
        ReadOnlySpan<byte> mantissa = e < 0 ? unsigned : unsigned[..e];
        int first = mantissa.IndexOfAnyExcept((byte)'0', (byte)'.');
        if (first < 0)
        {
            IsNegative = false;
            return;
        }

        int last = mantissa.LastIndexOfAnyExcept((byte)'0', (byte)'.');
        int point = mantissa.IndexOf((byte)'.');
        point = point < 0 ? mantissa.Length : point;
        _digits = mantissa[first..(last + 1)];
        _count = _digits.Length - (first < point && point < last ? 1 : 0);
        _magnitude = (first < point ? point - first : point - first + 1) + (e < 0 ? 0 : Exponent(unsigned[(e + 1)..]));
    }

    /// <summary>Whether it is less than zero; -0 is not.</summary>
    public bool IsNegative { get; }

    public bool IsZero => _count == 0;

    /// <summary>Whether it has no fraction, however it is written: 1.0 and 10e-1 have none.</summary>
    public bool IsInteger => IsZero || _magnitude >= _count;

    /// <summary>How many digits the integer has when it is written without an exponent.</summary>
    public long IntegerDigits => IsZero ? 1 : _magnitude;

    public static int Compare(ReadOnlySpan<byte> left, ReadOnlySpan<byte> right) => new DecimalText(left).CompareTo(new DecimalText(right));

    public int CompareTo(DecimalText other)
    {
        int sign = Sign();
        return sign != other.Sign() ? sign.CompareTo(other.Sign())
            : sign < 0 ? -CompareSize(other)
            : CompareSize(other);
    }

    /// <summary>The integer without fraction and exponent. Ask how many digits that are before.</summary>
    public byte[] ToPlainInteger()
    {
        if (IsZero)
        {
            return "0"u8.ToArray();
        }

        int sign = IsNegative ? 1 : 0;
        byte[] plain = new byte[sign + checked((int)_magnitude)];
        plain.AsSpan().Fill((byte)'0');
        if (IsNegative)
        {
            plain[0] = (byte)'-';
        }

        int point = _digits.IndexOf((byte)'.');
        ReadOnlySpan<byte> whole = point < 0 ? _digits : _digits[..point];
        whole.CopyTo(plain.AsSpan(sign));
        if (point >= 0)
        {
            _digits[(point + 1)..].CopyTo(plain.AsSpan(sign + point));
        }

        return plain;
    }

    private int Sign() => IsZero ? 0 : IsNegative ? -1 : 1;

    /// <summary>Neither ends in a zero, so of two where one starts with the other the longer one is larger.</summary>
    private int CompareSize(DecimalText other)
    {
        if (_magnitude != other._magnitude)
        {
            return _magnitude.CompareTo(other._magnitude);
        }

        if (!_digits.Contains((byte)'.') && !other._digits.Contains((byte)'.'))
        {
            return _digits.SequenceCompareTo(other._digits);
        }

        int shorter = Math.Min(_count, other._count);
        int point = PointAt(_digits);
        int otherPoint = PointAt(other._digits);
        for (int i = 0; i < shorter; i++)
        {
            int difference = _digits[i < point ? i : i + 1] - other._digits[i < otherPoint ? i : i + 1];
            if (difference != 0)
            {
                return difference;
            }
        }

        return _count.CompareTo(other._count);
    }

    private static int PointAt(ReadOnlySpan<byte> digits) => digits.IndexOf((byte)'.') is >= 0 and int point ? point : digits.Length;

    private static long Exponent(ReadOnlySpan<byte> text)
    {
        bool isNegative = text[0] == '-';
        ReadOnlySpan<byte> digits = text[0] is (byte)'-' or (byte)'+' ? text[1..] : text;
        digits = digits.TrimStart((byte)'0');
        long exponent = 0;
        foreach (byte digit in digits[..Math.Min(digits.Length, FarthestExponentDigits)])
        {
            exponent = (10 * exponent) + digit - '0';
        }

        exponent = digits.Length > FarthestExponentDigits ? FarthestExponent : Math.Min(exponent, FarthestExponent);
        return isNegative ? -exponent : exponent;
    }
}
