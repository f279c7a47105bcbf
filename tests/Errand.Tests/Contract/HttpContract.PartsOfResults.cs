using System.Buffers.Binary;
using System.Text;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>Parts of a result, and other forms of it.</summary>
public abstract partial class HttpContract
{
    /// <summary>Over 64 KiB, so that stores keep it in parts.</summary>
    private const int Steps = 20_000;

    private static readonly string Flight =
        $$"""{"t":[{{string.Join(',', Enumerable.Range(0, Steps).Select(i => $"{i}.50"))}}],"r":[{{string.Join(',', Enumerable.Range(0, Steps).Select(i => $"[{i},{i}e1,null]"))}}],"runs":[{"a":1,"b":"x,y"},{"b":"=1","c":[1,2]}],"apex":10.618966908477708}""";

    [Theory]
    [InlineData("select=/apex", "10.618966908477708")]
    [InlineData("select=/r/19999", "[19999,19999e1,null]")]
    [InlineData("select=%2Fr%2F*%2F0&offset=19998", "[19998,19999]")]
    [InlineData("select=/r/*/1&limit=2", "[0e1,1e1]")]
    [InlineData("select=/r/*/7&every=10000", "[null,null,null]")]
    [InlineData("select=/t&every=9999", "[0.50,9999.50,19998.50,19999.50]")]
    [InlineData("select=/t&offset=10&limit=5&every=2", "[10.50,12.50,14.50]")]
    [InlineData("select=/t&offset=99999999999999999999", "[]")]
    [InlineData("select=/runs/*/c/*", "[null,[1,2]]")]
    [InlineData("select=/r&offset=1&limit=1&format=json", "[[1,1e1,null]]")]
    public async Task A_part_of_a_result_is_selected_and_sliced(string query, string expected)
    {
        Answer part = await Client.GetAsync($"{await FlightAsync()}?{query}");
        Assert.Equal((200, "application/json", expected), ((int)part.Status, part.ContentType, part.Text));
        Assert.Equal(("no-cache, private", "nosniff"), (part.Header("Cache-Control"), part.Header("X-Content-Type-Options")));
        Assert.Equal($"{part.Bytes.Length}", part.Header("Content-Length"));
        Assert.Null(part.Header("Accept-Ranges"));
    }

    [Theory]
    [InlineData("select=", true)]
    [InlineData("offset=0&every=1", true)]
    [InlineData("format=json", true)]
    [InlineData("select=/apex", false)]
    public async Task The_whole_is_the_whole_however_it_is_asked_for(string query, bool isWhole)
    {
        string path = await FlightAsync();
        Answer answer = await Client.GetAsync($"{path}?{query}");
        Assert.Equal(isWhole, answer.Header("ETag") == (await Client.GetAsync(path)).Header("ETag"));
        Assert.Equal(isWhole, answer.Header("Accept-Ranges") == "bytes");
        Assert.Equal(isWhole, answer.Text == Flight);
    }

    [Theory]
    [InlineData("select=/x", 404, "no-such-member", "")]
    [InlineData("select=/r/20000/1", 404, "no-such-member", "/r")]
    [InlineData("select=/runs/0/c", 404, "no-such-member", "/runs/0")]
    [InlineData("select=r", 400, "malformed-request", null)]
    [InlineData("select=/~", 400, "malformed-request", null)]
    [InlineData("select=/apex&offset=1", 400, "malformed-request", null)]
    [InlineData("limit=1", 400, "malformed-request", null)]
    [InlineData("select=/t&offset=-1", 400, "malformed-request", null)]
    [InlineData("select=/t&offset=x", 400, "malformed-request", null)]
    [InlineData("select=/t&limit=-1", 400, "malformed-request", null)]
    [InlineData("select=/t&limit=1.5", 400, "malformed-request", null)]
    [InlineData("select=/t&every=0", 400, "malformed-request", null)]
    [InlineData("select=/t&select=/r", 400, "malformed-request", null)]
    [InlineData("format=xml", 400, "malformed-request", null)]
    [InlineData("format=CSV", 400, "malformed-request", null)]
    [InlineData("safe=yes&format=csv", 400, "malformed-request", null)]
    [InlineData("format=csv", 406, null, null)]
    [InlineData("select=/runs&format=npy", 406, null, null)]
    public async Task What_a_result_does_not_have_is_refused(string query, int status, string? slug, string? nearest)
    {
        Answer refused = (await Client.GetAsync($"{await FlightAsync()}?{query}")).IsProblem(status, slug);
        Assert.Equal(nearest, nearest is null ? null : refused.Json.GetProperty("nearest")[0].GetString());
        Assert.Null(refused.Header("ETag"));
    }

    [Theory]
    [InlineData("select=/r&limit=2", "0,1,2\r\n0,0e1,\r\n1,1e1,\r\n")]
    [InlineData("select=/runs", "a,b,c\r\n1,\"x,y\",\r\n,=1,\"[1,2]\"\r\n")]
    [InlineData("select=/runs&safe=1", "a,b,c\r\n1,\"x,y\",\r\n,'=1,\"[1,2]\"\r\n")]
    [InlineData("select=/t&every=10000", "value\r\n0.50\r\n10000.50\r\n19999.50\r\n")]
    public async Task A_part_of_a_result_is_a_table(string query, string expected)
    {
        string path = $"{await FlightAsync()}?{query}";
        Answer asked = await Client.GetAsync($"{path}&format=csv&download=1");
        Answer accepted = await Client.GetAsync(path, ("Accept", "text/csv"));

        Assert.Equal((200, "text/csv; charset=utf-8", expected), ((int)asked.Status, asked.ContentType, asked.Text));
        Assert.Equal((asked.Text, asked.Header("ETag")), (accepted.Text, accepted.Header("ETag")));
        Assert.EndsWith("-result.csv\"", asked.Header("Content-Disposition"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_object_of_arrays_is_a_table_too()
    {
        string whole = Flight[..Flight.IndexOf(",\"runs\"", StringComparison.Ordinal)] + "}";
        long id = (await Client.SubmitAsync("echo", whole, "?wait=60")).Id;
        Answer table = await server.OtherProcess.GetAsync($"/v1/tasks/{id}/result?format=csv", ("Accept-Encoding", "br"));

        var expected = new StringBuilder("t,r.0,r.1,r.2\r\n");
        for (int i = 0; i < Steps; i++)
        {
            expected.Append(System.Globalization.CultureInfo.InvariantCulture, $"{i}.50,{i},{i}e1,\r\n");
        }

        Assert.Equal("br", table.Header("Content-Encoding"));
        Assert.Equal(expected.ToString(), Encoding.UTF8.GetString(Unpacked(table)));
    }

    [Fact]
    public async Task Numbers_are_an_array_of_NumPy()
    {
        Answer array = await Client.GetAsync($"{await FlightAsync()}?select=/r&format=npy&download=1&offset=1&limit=3&every=2");
        Assert.Equal((200, "application/octet-stream", 128 + 6 * 8), ((int)array.Status, array.ContentType, array.Bytes.Length));
        Assert.EndsWith("-result.npy\"", array.Header("Content-Disposition"), StringComparison.Ordinal);
        Assert.Contains("'shape': (2, 3), }", Encoding.Latin1.GetString(array.Bytes), StringComparison.Ordinal);
        Assert.Equal(
            [1, 10, double.NaN, 3, 30, double.NaN],
            Enumerable.Range(0, 6).Select(i => BinaryPrimitives.ReadDoubleLittleEndian(array.Bytes.AsSpan(128 + i * 8))));
    }

    [Theory]
    [InlineData("?select=/apex")]
    [InlineData("?select=/t")]
    [InlineData("?select=/t&format=npy")]
    [InlineData("/shape")]
    [InlineData("/table?at=/r")]
    public async Task Any_answer_is_known_to_a_client_that_wants_none_if_there_is_one(string part)
    {
        string path = $"{await FlightAsync()}{part}";
        foreach (string coding in (string[])["identity", "gzip"])
        {
            Answer answer = await Client.GetAsync(path, ("Accept-Encoding", coding));
            Answer known = await Client.GetAsync(path, ("Accept-Encoding", coding), ("If-None-Match", "*"));
            Assert.Equal((304, answer.Header("ETag"), 0), ((int)known.Status, known.Header("ETag"), known.Bytes.Length));
        }
    }

    [Theory]
    [InlineData("?select=/missing", 404)]
    [InlineData("?select=/r/20000", 404)]
    [InlineData("?select=/apex&limit=1", 400)]
    [InlineData("?select=/apex&format=npy", 406)]
    [InlineData("/shape?at=/missing", 404)]
    [InlineData("/series?y=/missing", 404)]
    [InlineData("/matrix?at=/apex", 422)]
    public async Task What_is_not_there_is_not_known_to_a_client_that_wants_no_answer(string part, int status)
    {
        string path = $"{await FlightAsync()}{part}";
        foreach (string method in (string[])["GET", "HEAD"])
        {
            Assert.Equal(status, (int)(await Client.SendAsync(method, path, null)).Status);
            Assert.Equal(status, (int)(await Client.SendAsync(method, path, null, ("If-None-Match", "*"))).Status);
        }
    }

    [Fact]
    public async Task Each_form_of_a_part_has_a_tag_of_its_own()
    {
        string path = await FlightAsync();
        string[] queries = ["select=/t", "select=/r", "select=/t&offset=1", "select=/t&limit=1", "select=/t&every=2", "select=/t&format=csv",
            "select=/t&format=csv&safe=1", "select=/t&format=npy"];
        List<string> tags = [];
        foreach (string query in queries)
        {
            foreach (string coding in (string[])["identity", "gzip", "br"])
            {
                Answer answer = await Client.GetAsync($"{path}?{query}", ("Accept-Encoding", coding));
                string tag = answer.Header("ETag")!;
                Answer same = await server.OtherProcess.GetAsync($"{path}?{query}", ("Accept-Encoding", coding), ("If-None-Match", tag));
                Answer head = await Client.SendAsync("HEAD", $"{path}?{query}", null, ("Accept-Encoding", coding));

                Assert.Equal((304, tag, 0), ((int)same.Status, same.Header("ETag"), same.Bytes.Length));
                Assert.Equal(
                    (200, tag, 0, answer.Header("Content-Encoding")),
                    ((int)head.Status, head.Header("ETag"), head.Bytes.Length, head.Header("Content-Encoding")));
                Assert.Equal(coding == "identity" || query.Contains("limit", StringComparison.Ordinal), answer.Header("Content-Encoding") is null);
                tags.Add(tag);
            }
        }

        // What is small is never compressed, and so has one tag.
        Assert.Equal(queries.Length * 3 - 2, tags.Distinct().Count());
        Assert.Equal(404, (int)(await Client.SendAsync("HEAD", $"{path}?select=/x", null)).Status);
    }

    [Fact]
    public async Task A_part_of_what_is_not_there_is_refused_as_the_whole_is()
    {
        (await Client.GetAsync($"/v1/tasks/{(await SubmitUnservedAsync()).Id}/result?select=/a")).IsProblem(404, "result-not-ready");
        (await Client.GetAsync("/v1/tasks/999999999/result?format=csv")).IsProblem(404, "unknown-task");
        long failed = (await Client.SubmitAsync("permanent", "{}", "?wait=60")).Id;
        (await Client.GetAsync($"/v1/tasks/{failed}/result?select=/a", ("Accept", "text/csv"))).IsProblem(422, "task-not-succeeded");
    }

    private async Task<string> FlightAsync() => $"/v1/tasks/{await server.EchoAsync(Flight)}/result";
}
