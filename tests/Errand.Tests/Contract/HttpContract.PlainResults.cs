using System.IO.Compression;
using System.Text;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>The bare result: tags, ranges, compression, downloads.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task A_result_has_a_tag_of_its_own_and_is_not_sent_twice()
    {
        string[] paths = [await ResultOfTextAsync(10), await ResultOfTextAsync(10)];
        Answer result = await Client.GetAsync(paths[0]);
        string tag = result.Header("ETag")!;
        Answer same = await server.OtherProcess.GetAsync(paths[0], ("If-None-Match", $"\"x\", {tag}"));
        Answer other = await Client.GetAsync(paths[1], ("If-None-Match", tag));

        Assert.Matches("^\"[^\"]+\"$", tag);
        Assert.Equal(
            ("no-cache, private", "Accept, Accept-Encoding", "bytes"),
            (result.Header("Cache-Control"), result.Header("Vary"), result.Header("Accept-Ranges")));
        Assert.Equal((304, tag, 0), ((int)same.Status, same.Header("ETag"), same.Bytes.Length));
        Assert.Equal(("no-cache, private", "Accept, Accept-Encoding"), (same.Header("Cache-Control"), same.Header("Vary")));
        Assert.Equal(200, (int)other.Status);
        Assert.NotEqual(tag, other.Header("ETag"));
    }

    [Theory]
    [InlineData("bytes=0-0", 0, 0)]
    [InlineData("bytes=0-99", 0, 99)]
    [InlineData("bytes=262143-262144", 262143, 262144)]
    [InlineData("bytes=1300000-", 1300000, 1400001)]
    [InlineData("bytes=1000000-99999999999", 1000000, 1400001)]
    [InlineData("bytes=-1", 1400001, 1400001)]
    [InlineData("bytes=-9999999", 0, 1400001)]
    public async Task A_part_of_a_result_is_read_from_where_it_begins(string range, int first, int last)
    {
        byte[] whole = TextOf(700_000);
        Answer part = await Client.GetAsync(await ResultOfTextAsync(700_000), ("Range", range));

        Assert.Equal((206, $"bytes {first}-{last}/{whole.Length}"), ((int)part.Status, part.Header("Content-Range")));
        Assert.Equal(whole[first..(last + 1)], part.Bytes);
    }

    [Theory]
    [InlineData("bytes=12-")]
    [InlineData("bytes=12-13")]
    [InlineData("bytes=-0")]
    public async Task A_part_that_a_result_does_not_have_is_refused(string range)
    {
        Answer refused = (await Client.GetAsync(await ResultOfTextAsync(5), ("Range", range))).IsProblem(416, null);
        Assert.Equal("bytes */12", refused.Header("Content-Range"));
        Assert.Null(refused.Header("ETag"));
    }

    [Theory]
    [InlineData("bytes=0-1, 3-4")]
    [InlineData("bytes=4-2")]
    [InlineData("bytes=x")]
    [InlineData("rows=0-1")]
    [InlineData("bytes=0-99999999999999999999999")]
    public async Task A_range_that_is_none_or_several_is_answered_by_the_whole(string range) => Assert.Equal(
        (200, TextOf(5).Length), await StatusAndLengthAsync(await ResultOfTextAsync(5), ("Range", range)));

    [Fact]
    public async Task A_range_of_another_version_is_answered_by_the_whole()
    {
        string path = await ResultOfTextAsync(5);
        string tag = (await Client.GetAsync(path)).Header("ETag")!;

        Assert.Equal((206, 2), await StatusAndLengthAsync(path, ("Range", "bytes=0-1"), ("If-Range", tag)));
        Assert.Equal((200, 12), await StatusAndLengthAsync(path, ("Range", "bytes=0-1"), ("If-Range", "\"other\"")));
        Assert.Equal((200, 12), await StatusAndLengthAsync(path, ("Range", "bytes=0-1"), ("If-Range", $"W/{tag}")));
        Assert.Equal(
            (200, 12), await StatusAndLengthAsync(path, ("Range", "bytes=0-1"), ("If-Range", "Tue, 24 Nov 2026 08:15:30 GMT")));
        Assert.Equal((304, 0), await StatusAndLengthAsync(path, ("Range", "bytes=0-1"), ("If-None-Match", tag)));
    }

    [Theory]
    [InlineData("gzip", "gzip")]
    [InlineData("br", "br")]
    [InlineData("gzip, deflate, br, zstd", "br")]
    [InlineData("gzip;q=1.0, br;q=0.5", "gzip")]
    [InlineData("br;q=0, *", "gzip")]
    [InlineData("GZIP", "gzip")]
    [InlineData("deflate", null)]
    [InlineData("identity, gzip;q=0.5", null)]
    [InlineData("gzip;q=0, br;q=0", null)]
    [InlineData("", null)]
    public async Task A_result_is_compressed_for_those_who_like_it(string accepted, string? coding)
    {
        string path = await ResultOfTextAsync(700_000);
        Answer plain = await Client.GetAsync(path);
        Answer answer = await Client.GetAsync(path, ("Accept-Encoding", accepted), ("Range", "bytes=0-1"));
        Answer head = await Client.SendAsync("HEAD", path, null, ("Accept-Encoding", accepted));

        Assert.Equal((coding, coding), (answer.Header("Content-Encoding"), head.Header("Content-Encoding")));
        Assert.Equal((coding is null ? 206 : 200, 200), ((int)answer.Status, (int)head.Status));
        Assert.Equal((coding is null ? "bytes" : null, 0), (answer.Header("Accept-Ranges"), head.Bytes.Length));
        Assert.Equal(coding is null, plain.Header("ETag") == answer.Header("ETag"));
        Assert.Equal(answer.Header("ETag"), head.Header("ETag"));
        if (coding is not null)
        {
            Assert.Equal(plain.Bytes, Unpacked(answer));
            Assert.InRange(answer.Bytes.Length, 1, plain.Bytes.Length / 10);
            string tag = answer.Header("ETag")!;
            Assert.Equal((304, 0), await StatusAndLengthAsync(path, ("Accept-Encoding", accepted), ("If-None-Match", tag)));
            Assert.Equal((200, plain.Bytes.Length), await StatusAndLengthAsync(path, ("If-None-Match", tag)));
        }
    }

    [Theory]
    [InlineData(511, false)]
    [InlineData(512, true)]
    public async Task A_small_result_is_not_worth_compressing(int length, bool isCompressed)
    {
        Answer answer = await Client.GetAsync(await ResultOfTextAsync(length), ("Accept-Encoding", "gzip"));
        Assert.Equal(isCompressed, answer.Header("Content-Encoding") == "gzip");
    }

    [Fact]
    public async Task A_result_is_saved_as_a_file()
    {
        string path = await ResultOfTextAsync(5);
        string id = path.Split('/')[3];
        Assert.Equal(
            $"attachment; filename=\"task-{id}-result.json\"", (await Client.GetAsync(path + "?download=1")).Header("Content-Disposition"));
        Assert.Null((await Client.GetAsync(path + "?download=0")).Header("Content-Disposition"));
        (await Client.GetAsync(path + "?download=yes")).IsProblem(400, "malformed-request");
        (await Client.GetAsync(path + "?colour=red")).IsProblem(400, "malformed-request");
    }

    private static byte[] TextOf(int length) => Encoding.UTF8.GetBytes($"\"{new string('é', length)}\"");

    private static byte[] Unpacked(Answer answer)
    {
        var packed = new MemoryStream(answer.Bytes);
        using Stream unpacking = answer.Header("Content-Encoding") == "br"
            ? new BrotliStream(packed, CompressionMode.Decompress)
            : new GZipStream(packed, CompressionMode.Decompress);
        var unpacked = new MemoryStream();
        unpacking.CopyTo(unpacked);
        return unpacked.ToArray();
    }

    private async Task<(int Status, int Length)> StatusAndLengthAsync(string path, params (string Name, string Value)[] headers)
    {
        Answer answer = await Client.GetAsync(path, headers);
        return ((int)answer.Status, answer.Bytes.Length);
    }

    /// <summary>The address of a result of twice that many bytes and two quotes.</summary>
    private async Task<string> ResultOfTextAsync(int length)
    {
        long id = (await Client.SubmitAsync("text", $$"""{"length":{{length}}}""", "?wait=60")).Id;
        return $"/v1/tasks/{id}/result";
    }
}
