namespace Errand.Results.Indexing;

/// <summary>Marks children while they are read, however many there will be.</summary>
internal sealed class MarkList
{
    /// <summary>For 8 KiB. Between two marks of a million rows are a thousand, which take less than a millisecond to pass.</summary>
    public const int Most = 1024;

    private readonly long[] _places = new long[Most];
    private int _count;

    /// <summary>A power of two.</summary>
    private long _step = 1;

    public void Clear() => (_count, _step) = (0, 1);

    public void Add(long child, long place)
    {
        if ((child & (_step - 1)) != 0)
        {
            return;
        }

        if (_count == Most)
        {
            Thin();
            if ((child & (_step - 1)) != 0)
            {
                return;
            }
        }

        _places[_count++] = place;
    }

    public Marks ToMarks() => new(_places[.._count], _step);

    private void Thin()
    {
        for (int i = 1; i < Most / 2; i++)
        {
            _places[i] = _places[i * 2];
        }

        (_count, _step) = (Most / 2, _step * 2);
    }
}
