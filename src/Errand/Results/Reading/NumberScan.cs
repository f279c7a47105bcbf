namespace Errand.Results.Reading;

/// <summary>Takes elements of an array from the front of a text: numbers, and arrays of nothing but numbers. Null and the texts that stand
/// for what JSON has no number for are numbers here, and what is too large for a double is none.</summary>
/// <param name="json">Begins with an element, or with the end of the array.</param>
/// <param name="position">Where it begins in the stream.</param>
internal ref struct NumberScan(ReadOnlySpan<byte> json, long position)
{
    private readonly ReadOnlySpan<byte> _json = json;
    private int _at;

    /// <summary>How many bytes were taken. What follows is an element too, or the end of the array.</summary>
    public int Taken { get; private set; }

    /// <summary>Whether the next element may go on beyond the end of the text.</summary>
    public bool IsCut { get; private set; }

    /// <summary>Where the element that was taken last begins in the stream.</summary>
    public long ElementPosition { get; private set; }

    /// <summary>Whether the next element is an array.</summary>
    public bool IsAtArray()
    {
        Begin();
        return !IsCut && _json[_at] == '[';
    }

    /// <summary>Takes a number and the comma after it.</summary>
    public bool TryTake(out double value)
    {
        Begin();
        value = 0;
        return !IsCut && TryRead(out value) && TryEnd();
    }

    /// <summary>Takes an array of numbers and the comma after it.</summary>
    /// <param name="row">What receives them.</param>
    /// <param name="count">How many there are. An array of more than there is room for is not taken.</param>
    public bool TryTakeRow(Span<double> row, out int count)
    {
        count = 0;
        if (!TryOpen(out bool isOpen))
        {
            return false;
        }

        while (isOpen)
        {
            if (count == row.Length || !TryRead(out row[count]) || !TryGoOn(out isOpen))
            {
                return false;
            }

            count++;
        }

        return TryEnd();
    }

    /// <summary>Takes an array of numbers and the comma after it, and reads only one of them.</summary>
    /// <param name="index">Which one.</param>
    /// <param name="value">The number, or null when there is none.</param>
    public bool TryTakeCell(int index, out double value)
    {
        value = JsonNumber.Null;
        if (!TryOpen(out bool isOpen))
        {
            return false;
        }

        for (int i = 0; isOpen; i++)
        {
            if (!(i == index ? TryRead(out value) : TryPass()) || !TryGoOn(out isOpen))
            {
                return false;
            }
        }

        return TryEnd();
    }

    private void Begin()
    {
        _at = Taken;
        PassBlanks();
    }

    private bool TryOpen(out bool isOpen)
    {
        Begin();
        isOpen = !IsCut && _json[_at] == '[';
        if (!isOpen)
        {
            return false;
        }

        _at++;
        PassBlanks();
        if (!IsCut && _json[_at] == ']')
        {
            _at++;
            isOpen = false;
        }

        return !IsCut;
    }

    /// <summary>Goes to the next element of an inner array, or behind its end.</summary>
    private bool TryGoOn(out bool isOpen)
    {
        PassBlanks();
        isOpen = !IsCut && _json[_at] == ',';
        if (!isOpen && (IsCut || _json[_at] != ']'))
        {
            return false;
        }

        _at++;
        PassBlanks();
        return !IsCut;
    }

    /// <summary>Goes to the next element, or to the end of the array.</summary>
    private bool TryEnd()
    {
        int start = Taken;
        PassBlanks();
        if (IsCut || _json[_at] is not ((byte)',' or (byte)']'))
        {
            return false;
        }

        while (_json[start] <= ' ')
        {
            start++;
        }

        ElementPosition = position + start;
        Taken = _json[_at] == ',' ? _at + 1 : _at;
        return true;
    }

    private void PassBlanks()
    {
        while (_at < _json.Length && _json[_at] <= ' ')
        {
            _at++;
        }

        IsCut |= _at == _json.Length;
    }

    private bool TryRead(out double value)
    {
        ReadOnlySpan<byte> rest = _json[_at..];
        if (!IsNumber(rest[0]))
        {
            return TryReadGap(rest, out value);
        }

        int length = DoubleText.Read(rest, out value);
        _at += length;
        return length > 0;
    }

    /// <summary>Passes over a number that does not matter.</summary>
    private bool TryPass()
    {
        ReadOnlySpan<byte> rest = _json[_at..];
        if (!IsNumber(rest[0]))
        {
            return TryReadGap(rest, out _);
        }

        int length = rest.IndexOfAny((byte)',', (byte)']');
        IsCut |= length < 0;
        _at += Math.Max(0, length);
        return !IsCut;
    }

    private bool TryReadGap(ReadOnlySpan<byte> text, out double value)
    {
        (value, int length) = text switch
        {
            [(byte)'n', (byte)'u', (byte)'l', (byte)'l', ..] => (JsonNumber.Null, 4),
            _ when text.StartsWith("\"NaN\""u8) => (double.NaN, 5),
            _ when text.StartsWith("\"Infinity\""u8) => (double.PositiveInfinity, 10),
            _ when text.StartsWith("\"-Infinity\""u8) => (double.NegativeInfinity, 11),
            _ => (0, 0),
        };
        IsCut |= length == 0 && text.Length < "\"-Infinity\"".Length && text[0] is (byte)'n' or (byte)'"';
        _at += length;
        return length > 0;
    }

    private static bool IsNumber(byte first) => first == '-' || (uint)(first - '0') <= 9;
}
