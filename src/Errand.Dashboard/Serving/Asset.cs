using System.Collections.Concurrent;
using System.IO.Compression;
using Errand.Web.Http;

namespace Errand.Dashboard.Serving;

/// <summary>A file of the pages. It is compressed when it is first asked for.</summary>
internal sealed class Asset(string name, byte[] content)
{
    private readonly ConcurrentDictionary<string, byte[]> _compressed = new(StringComparer.Ordinal);

    public string ContentType { get; } = Path.GetExtension(name) switch
    {
        ".css" => "text/css; charset=utf-8",
        ".js" => "text/javascript; charset=utf-8",
        ".svg" => "image/svg+xml",
        string other => throw new InvalidOperationException($"Assets/{name}: no one has said what kind of file {other} is."),
    };

    public byte[] Content => content;

    public byte[] In(ContentCoding coding) => _compressed.GetOrAdd(coding.Name, Compress);

    /// <summary>As small as can be: it is done once.</summary>
    private byte[] Compress(string coding)
    {
        using var packed = new MemoryStream();
        using (Stream packer = coding == "br"
            ? new BrotliStream(packed, CompressionLevel.SmallestSize, leaveOpen: true)
            : new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            packer.Write(content);
        }

        return packed.ToArray();
    }
}
