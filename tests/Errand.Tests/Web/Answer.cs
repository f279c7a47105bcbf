using System.Net;
using System.Text.Json;

namespace Errand.Tests.Web;

/// <summary>An answer, read whole.</summary>
internal sealed record Answer(HttpStatusCode Status, IReadOnlyDictionary<string, string[]> Headers, byte[] Bytes)
{
    public string Text => System.Text.Encoding.UTF8.GetString(Bytes);

    /// <summary>Lists have tasks of other tests too, whose results may nest.</summary>
    public JsonElement Json => JsonElement.Parse(Bytes, new JsonDocumentOptions { MaxDepth = 1000 });

    public long Id => Json.GetProperty("id").GetInt64();

    public string? ContentType => Header("Content-Type");

    public string? Header(string name) => Headers.TryGetValue(name, out string[]? values) ? string.Join(", ", values) : null;

    public static async Task<Answer> OfAsync(HttpResponseMessage response)
    {
        byte[] bytes = await response.Content.ReadAsByteArrayAsync(TestContext.Current.CancellationToken);
        var headers = response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => header.Value.ToArray(), StringComparer.OrdinalIgnoreCase);
        return new Answer(response.StatusCode, headers, bytes);
    }

    public long Number(string member) => Json.GetProperty(member).GetInt64();

    /// <summary>A member as it stands in the answer.</summary>
    public string Raw(string member) => Json.GetProperty(member).GetRawText();

    public string? String(string member) => Json.GetProperty(member).GetString();

    /// <summary>Checks that this is a whole problem (RFC 9457) of a kind.</summary>
    public Answer IsProblem(int status, string? slug)
    {
        Assert.True(status == (int)Status, $"{(int)Status} instead of {status}: {Text}");
        Assert.Equal("application/problem+json", ContentType);
        Assert.Equal("nosniff", Header("X-Content-Type-Options"));
        Assert.Equal(status, Json.GetProperty("status").GetInt32());
        Assert.Equal(slug is null ? "about:blank" : $"urn:errand:problem/{slug}", String("type"));
        foreach (string member in new[] { "title", "detail", "instance", "traceId" })
        {
            Assert.NotEmpty(String(member)!);
        }

        Assert.Equal(status == 422, Json.TryGetProperty("errors", out _));
        return this;
    }

    /// <summary>The faults, each as <c>pointer code</c>, sorted.</summary>
    public string[] Faults() =>
        [.. Json.GetProperty("errors").EnumerateArray().Select(
            fault => $"{fault.GetProperty("pointer")} {fault.GetProperty("code")}").Order(StringComparer.Ordinal)];
}
