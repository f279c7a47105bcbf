using System.Buffers;

namespace Errand.Binding.Summaries;

/// <summary>Goes through JSON without reading what is in its values: from one quote or bracket to the next. What is not JSON ends
/// it early.</summary>
internal ref struct JsonSkim(ReadOnlySequence<byte> json)
{
    private readonly ReadOnlySequence<byte> _json = json;
    private SequenceReader<byte> _reader = new(json);

    /// <summary>Where it is, counted from the beginning.</summary>
    public readonly long Position => _reader.Consumed;

    /// <summary>The next byte that is not blank; 0 at the end.</summary>
    public byte Next
    {
        get
        {
            _reader.AdvancePastAny(" \t\r\n"u8);
            return _reader.TryPeek(out byte next) ? next : (byte)0;
        }
    }

    public static bool IsContainer(byte first) => first is (byte)'{' or (byte)'[';

    /// <summary>What is between two places, as it is written.</summary>
    public readonly ReadOnlySequence<byte> Slice(long start, long end) => _json.Slice(start, end - start);

    /// <summary>Goes past the next byte if it is this one.</summary>
    public bool TryTake(byte sign)
    {
        if (Next != sign)
        {
            return false;
        }

        _reader.Advance(1);
        return true;
    }

    /// <summary>Goes to the value of the next member of an object; false when there is none.</summary>
    /// <param name="name">The member's name, with its quotes.</param>
    public bool TryNextMember(out ReadOnlySequence<byte> name)
    {
        name = default;
        TryTake((byte)',');
        if (Next != '"')
        {
            return false;
        }

        SequencePosition start = _reader.Position;
        if (!SkipString())
        {
            return false;
        }

        name = _json.Slice(start, _reader.Position);
        return TryTake((byte)':');
    }

    /// <summary>Goes to the next element of an array; false when there is none.</summary>
    public bool TryNextElement()
    {
        TryTake((byte)',');
        return Next is not ((byte)']' or 0);
    }

    /// <summary>Goes past the next value.</summary>
    /// <returns>False when there is none, or it does not end.</returns>
    public bool Skip()
    {
        byte first = Next;
        if (!IsContainer(first))
        {
            return first == '"' ? SkipString() : SkipWord();
        }

        _reader.Advance(1);
        return SkipRest();
    }

    /// <summary>Goes past the end of the array or object that it is in.</summary>
    public bool SkipRest()
    {
        int depth = 1;
        while (depth > 0)
        {
            if (!_reader.TryAdvanceToAny("\"{}[]"u8, advancePastDelimiter: false) || !_reader.TryPeek(out byte sign))
            {
                return false;
            }

            if (sign == '"')
            {
                if (!SkipString())
                {
                    return false;
                }
            }
            else
            {
                depth += IsContainer(sign) ? 1 : -1;
                _reader.Advance(1);
            }
        }

        return true;
    }

    private bool SkipString()
    {
        _reader.Advance(1);
        while (_reader.TryAdvanceToAny("\"\\"u8, advancePastDelimiter: false) && _reader.TryRead(out byte sign))
        {
            if (sign == '"')
            {
                return true;
            }

            if (_reader.Remaining == 0)
            {
                return false;
            }

            _reader.Advance(1); // What a backslash escapes is not the end.
        }

        return false;
    }

    /// <summary>A number, true, false or null.</summary>
    private bool SkipWord()
    {
        long start = _reader.Consumed;
        if (!_reader.TryAdvanceToAny(",]} \t\r\n"u8, advancePastDelimiter: false))
        {
            _reader.AdvanceToEnd();
        }

        return _reader.Consumed > start;
    }
}
