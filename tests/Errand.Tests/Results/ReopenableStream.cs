namespace Errand.Tests.Results;

/// <summary>A stream that can be opened again.</summary>
internal sealed class ReopenableStream : MemoryStream, IReopenable
{
    private readonly byte[] _content;
    private readonly ReopenableStream? _first;

    public ReopenableStream(byte[] content, ReopenableStream? first = null)
        : base(content, writable: false) => (_content, _first) = (content, first);

    public int Opened { get; private set; }

    /// <summary>How many of those are not disposed of.</summary>
    public int Open { get; private set; }

    public Stream OpenAgain()
    {
        Opened++;
        Open++;
        return new ReopenableStream(_content, this);
    }

    protected override void Dispose(bool disposing)
    {
        if (_first is { } first)
        {
            first.Open--;
        }

        base.Dispose(disposing);
    }
}
