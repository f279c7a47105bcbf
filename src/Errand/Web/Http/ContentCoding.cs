using System.IO.Compression;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Net.Http.Headers;

namespace Errand.Web.Http;

/// <summary>How an answer is compressed (RFC 9110 section 8.4).</summary>
internal sealed class ContentCoding
{
    /// <summary>A smaller answer is not worth it.</summary>
    public const int MinBytes = 1024;

    private static readonly ContentCoding Brotli =
        new("br", stream => new BrotliStream(stream, CompressionLevel.Fastest, leaveOpen: true));

    private static readonly ContentCoding Gzip = new("gzip", stream => new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true));

    private readonly Func<Stream, Stream> _compress;

    private ContentCoding(string name, Func<Stream, Stream> compress)
    {
        Name = name;
        _compress = compress;
    }

    public string Name { get; }

    /// <summary>The one that the client likes best, or null when it wants the answer as it is.</summary>
    public static ContentCoding? Preferred(HttpRequest request)
    {
        if (StringValues.IsNullOrEmpty(request.Headers.AcceptEncoding)
            || !StringWithQualityHeaderValue.TryParseList(
                request.Headers.AcceptEncoding, out IList<StringWithQualityHeaderValue>? accepted))
        {
            return null;
        }

        double plain = QualityOf(accepted, "identity") ?? 0;
        double any = QualityOf(accepted, "*") ?? 0;
        double brotli = QualityOf(accepted, Brotli.Name) ?? any;
        double gzip = QualityOf(accepted, Gzip.Name) ?? any;
        return Math.Max(brotli, gzip) is 0 || plain > Math.Max(brotli, gzip) ? null
            : brotli >= gzip ? Brotli
            : Gzip;
    }

    /// <summary>What is written to it is compressed and goes on to <paramref name="body"/>; disposing of it writes the end.</summary>
    public Stream Around(Stream body) => _compress(body);

    private static double? QualityOf(IList<StringWithQualityHeaderValue> accepted, string name)
    {
        foreach (StringWithQualityHeaderValue coding in accepted)
        {
            if (coding.Value.Equals(name, StringComparison.OrdinalIgnoreCase))
            {
                return coding.Quality ?? 1;
            }
        }

        return null;
    }
}
