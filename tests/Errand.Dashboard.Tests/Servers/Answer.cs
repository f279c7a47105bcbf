using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.RegularExpressions;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>An answer, read whole.</summary>
public sealed partial record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string> Headers, byte[] Bytes)
{
    public string Text => Encoding.UTF8.GetString(Bytes);

    public string? ContentType => Header("Content-Type");

    public string? Location => Header("Location");

    public string? Header(string name) => Headers.GetValueOrDefault(name);

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        byte[] bytes = await response.Content.ReadAsByteArrayAsync(Waiting.Stop).Soon();
        var headers = response.Headers.Concat(response.Content.Headers).ToDictionary(
            header => header.Key, header => string.Join(", ", header.Value), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, headers, bytes);
    }

    public Answer Is(int status, string? contentType = null)
    {
        Assert.True(status == (int)Status, $"{(int)Status} instead of {status}: {Text}");
        Assert.True(contentType is null || contentType == ContentType, $"{ContentType} instead of {contentType}");
        return this;
    }

    /// <summary>A page, with the status 200 if no other is asked for.</summary>
    public Answer IsPage(int status = 200) => Is(status, "text/html; charset=utf-8");

    /// <summary>The text as it was before it was compressed.</summary>
    public async Task<string> UnpackedAsync()
    {
        using var packed = new MemoryStream(Bytes);
        await using Stream unpacked = Header("Content-Encoding") switch
        {
            "gzip" => new GZipStream(packed, CompressionMode.Decompress),
            "br" => new BrotliStream(packed, CompressionMode.Decompress),
            _ => packed,
        };
        using var reader = new StreamReader(unpacked);
        return await reader.ReadToEndAsync(Waiting.Stop);
    }

    /// <summary>Every address that the page leads to or loads.</summary>
    public IReadOnlyList<string> Addresses() => [.. AddressesIn(Text).Except(Posts())];

    /// <summary>Every address that the page has a form for that changes something.</summary>
    public IReadOnlyList<string> Posts() => [.. PostForm().Matches(Text).SelectMany(form => AddressesIn(form.Value)).Distinct()];

    /// <summary>The address of an asset of the page.</summary>
    public string Asset(string file) => Addresses().Single(address => address.EndsWith("/" + file, StringComparison.Ordinal));

    private static IEnumerable<string> AddressesIn(string html) =>
        Address().Matches(html).Select(match => WebUtility.HtmlDecode(match.Groups["address"].Value)).Distinct();

    [GeneratedRegex("\\s(?:href|src|action|formaction)=\"(?<address>[^\"]*)\"")]
    private static partial Regex Address();

    [GeneratedRegex("<form\\s[^>]*method=\"post\"[^>]*>")]
    private static partial Regex PostForm();
}
