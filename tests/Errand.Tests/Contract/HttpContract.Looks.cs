using System.Text.Json;
using System.Text.RegularExpressions;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>Looks at large results.</summary>
public abstract partial class HttpContract
{
    [Fact]
    public async Task The_shape_of_a_result_says_what_is_in_it()
    {
        Answer answer = await Client.GetAsync($"{await FlightAsync()}/shape");
        JsonElement shape = answer.Json;
        JsonElement[] children = [.. shape.GetProperty("children").EnumerateArray()];

        Assert.Equal((200, "application/json"), ((int)answer.Status, answer.ContentType));
        Assert.Equal(
            ($$"""{"at":"","kind":"object","length":4,"bytes":{{Flight.Length}}"""),
            answer.Text[..answer.Text.IndexOf(",\"views\"", StringComparison.Ordinal)]);
        Assert.Equal(
            ["lines Over t ", "path r /r", "table Rows ", "bars runs ", "table runs /runs", "scalars Values ", "tree JSON "],
            shape.GetProperty("views").EnumerateArray().Select(view => $"{view.GetProperty("kind")} {view.GetProperty("title")} {view.GetProperty("at")}"));
        Assert.Equal(
            """{"name":"t","at":"/t","kind":"numbers","length":20000,"integers":false,"min":0.5,"max":19999.5,"nonFinite":0,"nulls":0,"monotone":"rising","bytes":168891}""",
            children[0].GetRawText());
        Assert.Equal(("vectors", 3), (children[1].GetProperty("kind").GetString(), children[1].GetProperty("width").GetInt32()));
        Assert.Equal(
            """[{"min":0,"max":19999,"nonFinite":0,"nulls":0},{"min":0,"max":199990,"nonFinite":0,"nulls":0},{"min":null,"max":null,"nonFinite":0,"nulls":20000}]""",
            children[1].GetProperty("columns").GetRawText());
        Assert.Equal("records", children[2].GetProperty("kind").GetString());
        Assert.Equal("""{"name":"apex","at":"/apex","kind":"number","text":"10.618966908477708"}""", children[3].GetRawText());
    }

    [Theory]
    [InlineData("at=/apex", """{"at":"/apex","kind":"number","text":"10.618966908477708","bytes":18}""")]
    [InlineData("at=%2Fr%2F19999&offset=1&limit=1", """{"at":"/r/19999","kind":"numbers","length":3,"integers":true,"min":19999,"max":199990,"nonFinite":0,"nulls":1,"bytes":20,"children":[{"at":"/r/19999/1","kind":"number","text":"19999e1"}]}""")]
    [InlineData("at=/runs&depth=2&offset=1", """{"at":"/runs","kind":"records","length":2,"bytes":40,"children":[{"at":"/runs/1","kind":"object","length":2,"bytes":20,"children":[{"name":"b","at":"/runs/1/b","kind":"string","length":2,"preview":"=1"},{"name":"c","at":"/runs/1/c","kind":"numbers","length":2,"integers":true,"min":1,"max":2,"nonFinite":0,"nulls":0,"monotone":"rising","bytes":5}]}]}""")]
    public async Task The_shape_of_a_part_is_that_of_the_part(string query, string expected) =>
        Assert.Equal(expected, Views().Replace((await Client.GetAsync($"{await FlightAsync()}/shape?{query}")).Text, ""));

    [Fact]
    public async Task A_result_is_looked_at_as_its_author_says_and_then_as_its_shape_suggests()
    {
        JsonElement type = (await Client.GetAsync("/v1/types/throw")).Json;
        string task = (await Client.PostAsync("/v1/types/throw/tasks?wait=60", """{"points":40}""")).Json.GetProperty("links").GetProperty("self").GetString()!;

        JsonElement shape = (await Client.GetAsync($"{task}/result/shape")).Json;

        const string height =
            """{"kind":"lines","title":"Height","at":"","x":{"column":"/t","label":"time","unit":"s","scale":"linear"},"y":[{"column":"/r/*/1","label":"height","unit":"m","scale":"linear","low":null,"high":null,"error":null,"side":"right"}],"color":null,"equal":false,"connect":true}""";
        Assert.Equal(height, Assert.Single(type.GetProperty("views").EnumerateArray()).GetRawText());
        Assert.Equal(height, shape.GetProperty("views")[0].GetRawText());
        Assert.Equal(
            ["Height", "Over t", "r", "Rows", "JSON"], shape.GetProperty("views").EnumerateArray().Select(view => view.GetProperty("title").GetString()));
        Assert.Equal("m", type.GetProperty("result").GetProperty("properties").GetProperty("r").GetProperty("x-errand-unit").GetString());
    }

    [Theory]
    [InlineData("x=/t&y=/r/*/1&with=/r/*/2&from=1.5&to=3&encoding=json", """{"length":20000,"first":1,"last":2,"drawn":2,"method":"minmax","tolerance":null,"rows":[1,2],"x":{"column":"/t","values":[1.5,2.5],"nonFinite":0,"nulls":0},"series":[{"column":"/r/*/1","values":[10,20],"nonFinite":0,"nulls":0}],"with":[{"column":"/r/*/2","values":[null,null],"nonFinite":0,"nulls":2}]}""")]
    [InlineData("y=/r/*/0&from=3&to=4&encoding=f32", """{"length":20000,"first":3,"last":4,"drawn":2,"method":"minmax","tolerance":null,"rows":[3,4],"series":[{"column":"/r/*/0","values":"AABAQAAAgEA=","nonFinite":0,"nulls":0}],"with":[]}""")]
    [InlineData("y=/r/*/2&from=3&to=3&encoding=f64&method=none", """{"length":20000,"first":3,"last":3,"drawn":1,"method":"none","tolerance":null,"rows":[3],"series":[{"column":"/r/*/2","values":"AAAAAAAA+H8=","nonFinite":0,"nulls":1}],"with":[]}""")]
    [InlineData("x=/t&y=/r/*/0&points=2&method=path", """{"length":20000,"first":0,"last":19999,"drawn":2,"method":"path","tolerance":9.5367431640625E-07,"rows":[0,19999],"x":{"column":"/t","values":[0.5,19999.5],"nonFinite":0,"nulls":0},"series":[{"column":"/r/*/0","values":[0,19999],"nonFinite":0,"nulls":0}],"with":[]}""")]
    [InlineData("x=/t&y=/r/*/0&from=20000", """{"length":20000,"first":null,"last":null,"drawn":0,"method":"minmax","tolerance":null,"rows":[],"x":{"column":"/t","values":[],"nonFinite":0,"nulls":0},"series":[{"column":"/r/*/0","values":[],"nonFinite":0,"nulls":0}],"with":[]}""")]
    public async Task A_series_is_rows_of_columns(string query, string expected)
    {
        Answer answer = await Client.GetAsync($"{await FlightAsync()}/series?{query}");
        Assert.Equal((200, "application/json", expected), ((int)answer.Status, answer.ContentType, answer.Text));
    }

    [Fact]
    public async Task A_series_over_instants_has_seconds_since_1970()
    {
        string path = $"/v1/tasks/{await server.EchoAsync("""{"at":["2026-11-24T08:15:30.125Z","2026-11-24T09:15:31+01:00","soon"],"y":[1,2,3]}""")}/result";
        Assert.Equal(
            """{"length":3,"first":0,"last":2,"drawn":3,"method":"minmax","tolerance":null,"rows":[0,1,2],"x":{"column":"/at","values":[1795508130.125,1795508131,null],"nonFinite":1,"nulls":0},"series":[{"column":"/y","values":[1,2,3],"nonFinite":0,"nulls":0}],"with":[]}""",
            (await Client.GetAsync($"{path}/series?x=/at&y=/y")).Text);
    }

    [Theory]
    [InlineData("minmax")]
    [InlineData("lttb")]
    [InlineData("path")]
    public async Task A_thinned_series_has_no_more_rows_than_points_and_is_the_same_everywhere(string method)
    {
        string path = $"{await FlightAsync()}/series?x=/t&y=/r/*/0&points=50&method={method}";
        Answer answer = await Client.GetAsync(path);
        ResultSeries series = JsonSerializer.Deserialize(answer.Text, ErrandJson.Default.ResultSeries)!;

        Assert.Equal(answer.Text, (await server.OtherProcess.GetAsync(path)).Text);
        Assert.InRange(series.Drawn, 2, 50);
        Assert.Equal((0, 19999, series.Drawn), (series.First, series.Last, series.Rows.Count));
        Assert.Equal(series.Rows.Select(row => row + 0.5), series.X!.Values);
        Assert.Equal(series.Rows.Select(row => (double)row), series.Series[0].Values);
    }

    [Theory]
    [InlineData("series?y=/apex", "#/y", "type")]
    [InlineData("series?y=/r", "#/y", "type")]
    [InlineData("series?y=/runs/*/b", "#/y", "type")]
    [InlineData("series?x=/t&y=/runs/*/a", "#/y", "length")]
    [InlineData("series?y=/t&with=/runs/*/a", "#/with", "length")]
    [InlineData("series?y=/t&y=/t&y=/t&y=/t&y=/t&y=/t&y=/t&y=/t&y=/t&y=/t&y=/t&y=/t&y=/t&y=/t&y=/t&y=/t&y=/t", "#/y", "length")]
    [InlineData("series?y=/t&method=path", "#/method", "length")]
    [InlineData("series?y=/t&method=none", "#/points", "range")]
    [InlineData("matrix", "#/at", "type")]
    [InlineData("matrix?at=/t", "#/at", "type")]
    [InlineData("matrix?at=/r&slice=0", "#/slice", "length")]
    [InlineData("histogram", "#/column", "type")]
    [InlineData("histogram?column=/apex", "#/column", "type")]
    [InlineData("histogram?column=/runs/*/b", "#/column", "type")]
    [InlineData("table", "#/at", "type")]
    [InlineData("table?at=/runs&sort=x", "#/sort", "enum")]
    [InlineData("table?member=t&member=x", "#/member", "enum")]
    [InlineData("table?member=t&member=runs", "#/at", "type")]
    [InlineData("table?member=apex", "#/at", "type")]
    public async Task A_look_that_does_not_fit_the_result_is_refused_with_the_option(string look, string pointer, string code)
    {
        Answer refused = (await Client.GetAsync($"{await FlightAsync()}/{look}")).IsProblem(422, "invalid-options");
        JsonElement error = Assert.Single(refused.Json.GetProperty("errors").EnumerateArray().ToArray());
        Assert.Equal((pointer, code), (error.GetProperty("pointer").GetString(), error.GetProperty("code").GetString()));
    }

    [Theory]
    [InlineData("at=/r&rows=1:5&columns=0:2&height=2", """{"rows":4,"columns":2,"block":[2,1],"shape":[2,2],"encoding":"f32","mean":"AADAPwAAcEEAAGBAAAAMQg==","min":1,"max":40,"nonFinite":0,"nulls":0}""")]
    [InlineData("at=/r&rows=19999:&columns=2:9", """{"rows":1,"columns":1,"block":[1,1],"shape":[1,1],"encoding":"f32","mean":"AADAfw==","min":null,"max":null,"nonFinite":0,"nulls":1}""")]
    [InlineData("at=/r&rows=:0", """{"rows":0,"columns":3,"block":[1,1],"shape":[0,3],"encoding":"f32","mean":"","min":null,"max":null,"nonFinite":0,"nulls":0}""")]
    public async Task A_matrix_is_the_means_of_its_blocks(string query, string expected) =>
        Assert.Equal(expected, (await Client.GetAsync($"{await FlightAsync()}/matrix?{query}")).Text);

    [Theory]
    [InlineData("column=/t&bins=4", """{"column":"/t","length":20000,"min":0.5,"max":19999.5,"nonFinite":0,"nulls":0,"rule":"given","edges":[0.5,5000.25,10000,14999.75,19999.5],"counts":[5000,5000,5000,5000]}""")]
    [InlineData("column=/runs/*/a", """{"column":"/runs/*/a","length":2,"min":1,"max":1,"nonFinite":0,"nulls":1,"rule":"integers","edges":[0.5,1.5],"counts":[1]}""")]
    [InlineData("column=/r/*/2", """{"column":"/r/*/2","length":20000,"min":null,"max":null,"nonFinite":0,"nulls":20000,"rule":"freedman-diaconis","edges":[],"counts":[]}""")]
    public async Task A_histogram_counts_all_numbers_of_a_column(string query, string expected) =>
        Assert.Equal(expected, (await Client.GetAsync($"{await FlightAsync()}/histogram?{query}")).Text);

    [Theory]
    [InlineData("at=/runs", """{"columns":[{"name":"a","kind":"number"},{"name":"b","kind":"string"},{"name":"c","kind":"array"}],"length":2,"items":[[1,"x,y",null],[null,"=1",[1,2]]],"sorted":false}""")]
    [InlineData("at=/runs&sort=b&limit=1", """{"columns":[{"name":"a","kind":"number"},{"name":"b","kind":"string"},{"name":"c","kind":"array"}],"length":2,"items":[[null,"=1",[1,2]]],"sorted":true}""")]
    [InlineData("at=/r&sort=-1&offset=1&limit=2", """{"columns":[{"name":"0","kind":"number"},{"name":"1","kind":"number"},{"name":"2","kind":"number"}],"length":20000,"items":[[19998,19998e1,null],[19997,19997e1,null]],"sorted":true}""")]
    [InlineData("at=/t&offset=20000", """{"columns":[{"name":"value","kind":"number"}],"length":20000,"items":[],"sorted":false}""")]
    [InlineData("member=t&member=r&limit=1", """{"columns":[{"name":"t","kind":"number"},{"name":"r.0","kind":"number"},{"name":"r.1","kind":"number"},{"name":"r.2","kind":"number"}],"length":20000,"items":[[0.50,0,0e1,null]],"sorted":false}""")]
    public async Task A_table_has_cells_as_they_are_stored(string query, string expected) =>
        Assert.Equal(expected, (await Client.GetAsync($"{await FlightAsync()}/table?{query}")).Text);

    [Theory]
    [InlineData("series", 400, "malformed-request")]
    [InlineData("series?x=/t", 400, "malformed-request")]
    [InlineData("series?y=t", 400, "malformed-request")]
    [InlineData("series?y=/t&x=~", 400, "malformed-request")]
    [InlineData("series?y=/t&points=1", 400, "malformed-request")]
    [InlineData("series?y=/t&points=100001", 400, "malformed-request")]
    [InlineData("series?y=/t&from=NaN", 400, "malformed-request")]
    [InlineData("series?y=/t&to=x", 400, "malformed-request")]
    [InlineData("series?y=/t&method=every", 400, "malformed-request")]
    [InlineData("series?y=/t&encoding=F32", 400, "malformed-request")]
    [InlineData("series?x=/t&x=/t&y=/t", 400, "malformed-request")]
    [InlineData("series?y=/t&with=/x", 404, "no-such-member")]
    [InlineData("series?y=/t/20000", 404, "no-such-member")]
    [InlineData("matrix?at=/x", 404, "no-such-member")]
    [InlineData("matrix?at=r", 400, "malformed-request")]
    [InlineData("matrix?at=/r&slice=x", 400, "malformed-request")]
    [InlineData("matrix?at=/r&rows=1", 400, "malformed-request")]
    [InlineData("matrix?at=/r&rows=2:1", 400, "malformed-request")]
    [InlineData("matrix?at=/r&columns=-1:2", 400, "malformed-request")]
    [InlineData("matrix?at=/r&width=0", 400, "malformed-request")]
    [InlineData("matrix?at=/r&height=1025", 400, "malformed-request")]
    [InlineData("histogram?column=/x", 404, "no-such-member")]
    [InlineData("histogram?column=t", 400, "malformed-request")]
    [InlineData("histogram?column=/t&bins=0", 400, "malformed-request")]
    [InlineData("histogram?column=/t&bins=1001", 400, "malformed-request")]
    [InlineData("histogram?column=/t&bins=many", 400, "malformed-request")]
    [InlineData("table?at=/x", 404, "no-such-member")]
    [InlineData("table?at=/r&offset=-1", 400, "malformed-request")]
    [InlineData("table?at=/r&limit=1001", 400, "malformed-request")]
    [InlineData("shape?at=/x", 404, "no-such-member")]
    [InlineData("shape?at=/r/*", 404, "no-such-member")]
    [InlineData("shape?at=/r/20000", 404, "no-such-member")]
    [InlineData("shape?at=r", 400, "malformed-request")]
    [InlineData("shape?at=/~2", 400, "malformed-request")]
    [InlineData("shape?depth=0", 400, "malformed-request")]
    [InlineData("shape?depth=9", 400, "malformed-request")]
    [InlineData("shape?depth=x", 400, "malformed-request")]
    [InlineData("shape?offset=-1", 400, "malformed-request")]
    [InlineData("shape?limit=0", 400, "malformed-request")]
    [InlineData("shape?limit=1001", 400, "malformed-request")]
    [InlineData("shape?limit=1.5", 400, "malformed-request")]
    [InlineData("shape?select=/t", 400, "malformed-request")]
    public async Task A_look_that_a_result_does_not_have_is_refused(string look, int status, string slug)
    {
        Answer refused = (await Client.GetAsync($"{await FlightAsync()}/{look}")).IsProblem(status, slug);
        Assert.Null(refused.Header("ETag"));
    }

    [Theory]
    [InlineData("shape")]
    [InlineData("shape?at=/t&limit=1")]
    [InlineData("series?y=/t")]
    [InlineData("series?y=/t&encoding=f64&points=10")]
    [InlineData("matrix?at=/r")]
    [InlineData("histogram?column=/t")]
    [InlineData("table?at=/r")]
    public async Task A_look_has_a_tag_and_is_compressed_like_a_part(string look)
    {
        string path = $"{await FlightAsync()}/{look}";
        string whole = (await Client.GetAsync(await FlightAsync())).Header("ETag")!;
        List<string> tags = [];
        foreach (string coding in (string[])["identity", "gzip", "br"])
        {
            Answer answer = await Client.GetAsync(path, ("Accept-Encoding", coding));
            string tag = answer.Header("ETag")!;
            Answer same = await server.OtherProcess.GetAsync(path, ("Accept-Encoding", coding), ("If-None-Match", tag));
            Answer head = await Client.SendAsync("HEAD", path, null, ("Accept-Encoding", coding));
            Answer other = await server.OtherProcess.GetAsync(path, ("Accept-Encoding", coding));

            Assert.Equal(("no-cache, private", tag), (answer.Header("Cache-Control"), other.Header("ETag")));
            Assert.Equal(answer.Bytes, other.Bytes);
            Assert.Equal((304, tag, 0), ((int)same.Status, same.Header("ETag"), same.Bytes.Length));
            Assert.Equal((200, tag, 0), ((int)head.Status, head.Header("ETag"), head.Bytes.Length));
            Assert.Equal(answer.Header("Content-Encoding"), head.Header("Content-Encoding"));
            tags.Add(tag);
        }

        Assert.DoesNotContain(whole, tags);
        Assert.DoesNotContain((await Client.GetAsync($"{await FlightAsync()}/shape?at=/apex")).Header("ETag"), tags);
    }

    [Theory]
    [InlineData("shape")]
    [InlineData("series?y=/t")]
    [InlineData("matrix")]
    [InlineData("histogram")]
    [InlineData("table")]
    public async Task A_look_at_what_is_not_there_is_refused_as_the_whole_is(string look)
    {
        (await Client.GetAsync($"/v1/tasks/{(await SubmitUnservedAsync()).Id}/result/{look}")).IsProblem(404, "result-not-ready");
        (await Client.GetAsync($"/v1/tasks/999999999/result/{look}")).IsProblem(404, "unknown-task");
        long failed = (await Client.SubmitAsync("permanent", "{}", "?wait=60")).Id;
        (await Client.GetAsync($"/v1/tasks/{failed}/result/{look}")).IsProblem(422, "task-not-succeeded");
    }

    /// <summary>The member <c>views</c>, which tests of its own look at.</summary>
    [GeneratedRegex(""",?"views":\[(?:[^\[\]]|\[[^\[\]]*\])*\]""")]
    private static partial Regex Views();
}
