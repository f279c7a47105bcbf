using System.Buffers.Binary;
using System.Text;
using System.Text.Json;
using Errand.Tests.Web;

namespace Errand.Tests.Contract;

/// <summary>Each form and each kind of a part of a result.</summary>
public abstract partial class HttpContract
{
    private const string Forms =
        """{"records":[{"b":1.50,"a":"x,\"y"},{"c":[1,2],"a":null},{"d":{"e":"=1"}}],"columns":{"t":[0,1],"r":[[1,2,3],[4,5,6]],"n":["NaN",null]},"matrix":[[1,2],[3.0,null]],"plain":["a","",null,"NaN","-Infinity",true,"+1","-2","@x","=1",-3],"lines":["a\nb"],"numbers":[1e2,null,-0.5,"Infinity"],"cube":[[[1],[2]],[[3],[4]]],"ragged":[[1],[1,2]],"mixed":[1,[2]],"mixture":{"a":[1],"b":2},"lengths":{"a":[1],"b":[1,2]},"empty":{},"text":"x","number":7,"nothing":null,"yes":true,"*":{"*":9},"deep":{"a":[{"b":{"c":1}},{"b":2}]},"m":[[{"k":1},{"k":2}],[{"k":3},{}]]}""";

    private const string Kinds =
        """{"null":null,"boolean":true,"number":-1.50e3,"string":"é","uri":"data:image/png;base64,AA==","media":{"mediaType":"text/x","data":"a"},"numbers":[3,"NaN",null,1e400,1],"falling":[3,2.5,1],"strings":["a",null],"booleans":[true,false],"instants":["2026-11-24T08:15:30.125Z","2026-11-24T08:15:30+01:00"],"complex":[{"re":1,"im":2}],"imaginary":[{"real":1,"imaginary":2}],"vectors":[[0,1],[1,1],[2,1],[3,1],[4,1],[5,1],[6,1],[7,1],[8,null]],"matrix":[[0,1],[1,1],[2,1],[3,1],[4,1],[5,1],[6,1],[7,-9]],"grid":[[[1,2],[3,4]],[[5,6],[7,80]]],"records":[{"a":1},{}],"array":[1,"a"],"nothing":[],"columns":{"t":[1,2],"s":["a","b"]},"object":{"t":[1,2]}}""";

    [Theory]
    [InlineData("records", "b,a,c,d|1.50,\"x,\"\"y\",,|,,\"[1,2]\",|,,,\"{\"\"e\"\":\"\"=1\"\"}\"")]
    [InlineData("columns", "t,r.0,r.1,r.2,n|0,1,2,3,NaN|1,4,5,6,")]
    [InlineData("matrix", "0,1|1,2|3.0,")]
    [InlineData("plain", "value|a|\"\"|\"\"|NaN|-Infinity|true|+1|-2|@x|=1|-3")]
    [InlineData("plain&safe=1", "value|a|\"\"|\"\"|NaN|-Infinity|true|'+1|'-2|'@x|'=1|-3")]
    [InlineData("plain&offset=6&limit=3&every=2", "value|+1|@x")]
    [InlineData("lines", "value|\"a\nb\"")]
    [InlineData("numbers", "value|1e2|\"\"|-0.5|Infinity")]
    [InlineData("records/*/a", "value|\"x,\"\"y\"|\"\"|\"\"")]
    [InlineData("deep/a", "b|\"{\"\"c\"\":1}\"|2")]
    public async Task Each_shape_of_a_table_is_CSV(string select, string lines)
    {
        Answer table = await Client.GetAsync($"{await FormsAsync()}?select=/{select}&format=csv");
        Assert.Equal(
            (200, "text/csv; charset=utf-8", lines.Replace("|", "\r\n", StringComparison.Ordinal) + "\r\n"),
            ((int)table.Status, table.ContentType, table.Text));
    }

    [Theory]
    [InlineData("number", "csv", "a number")]
    [InlineData("text", "csv", "a text")]
    [InlineData("nothing", "csv", "null")]
    [InlineData("yes", "csv", "a boolean")]
    [InlineData("empty", "csv", "an empty object")]
    [InlineData("mixed", "csv", "an array of different kinds of values")]
    [InlineData("ragged", "csv", "an array of arrays of different lengths")]
    [InlineData("cube", "csv", "an array of arrays that hold arrays or objects")]
    [InlineData("mixture", "csv", "an object with members that are not arrays")]
    [InlineData("lengths", "csv", "an object of arrays of different lengths")]
    [InlineData("number", "npy", "a number")]
    [InlineData("empty", "npy", "an object")]
    [InlineData("plain", "npy", "an array that does not hold numbers only")]
    [InlineData("records", "npy", "an array that does not hold numbers only")]
    [InlineData("ragged", "npy", "an array of arrays of different lengths")]
    public async Task What_has_no_such_form_is_refused_by_its_shape(string select, string format, string shape)
    {
        Answer refused = (await Client.GetAsync($"{await FormsAsync()}?select=/{select}&format={format}")).IsProblem(406, null);
        Assert.Equal(
            $"What is selected is {shape}, which has no form as {(format == "csv" ? "CSV" : "an array of NumPy")}.", refused.String("detail"));
    }

    [Theory]
    [InlineData("numbers", "(4,)", 100.0, double.NaN, -0.5, double.PositiveInfinity)]
    [InlineData("matrix", "(2, 2)", 1.0, 2.0, 3.0, double.NaN)]
    [InlineData("cube", "(2, 2, 1)", 1.0, 2.0, 3.0, 4.0)]
    [InlineData("matrix/*/0", "(2,)", 1.0, 3.0)]
    [InlineData("numbers&offset=9", "(0,)")]
    public async Task Numbers_are_saved_as_NumPy_saves_them(string select, string shape, params double[] expected)
    {
        byte[] bytes = (await Client.GetAsync($"{await FormsAsync()}?select=/{select}&format=npy")).Bytes;
        Assert.Equal([0x93, .. "NUMPY"u8, 1, 0, 118, 0], bytes[..10]);
        Assert.Equal(
            $"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}", Encoding.Latin1.GetString(bytes[10..128]).TrimEnd(' ', '\n'));
        Assert.Equal(expected, bytes[128..].Chunk(8).Select(number => BinaryPrimitives.ReadDoubleLittleEndian(number)));
    }

    [Theory]
    [InlineData("/*", """{"*":9}""")]
    [InlineData("/*/*", "9")]
    [InlineData("/m/*/*", """[[{"k":1},{"k":2}],[{"k":3},{}]]""")]
    [InlineData("/m/*/*/k", "[[1,2],[3,null]]")]
    [InlineData("/m/*/1/k", "[2,null]")]
    [InlineData("/deep/a/*/b/c", "[1,null]")]
    [InlineData("/plain/2", "null")]
    [InlineData("/plain&offset=4&limit=0", "[]")]
    [InlineData("/plain&every=4", """["a","-Infinity","@x",-3]""")]
    [InlineData("/plain&every=100", """["a",-3]""")]
    [InlineData("/plain&offset=1&limit=1&every=7", """[""]""")]
    [InlineData("/plain&offset=1&limit=4&every=3", """["","-Infinity"]""")]
    [InlineData("/plain&offset=1&limit=5&every=3", """["","-Infinity",true]""")]
    public async Task Each_step_of_a_pointer_and_each_slice_is_taken(string select, string expected) =>
        Assert.Equal(expected, (await Client.GetAsync($"{await FormsAsync()}?select={select}")).Text);

    [Theory]
    [InlineData("/deep/a/0/b/c/d", "/deep/a/0/b/c")]
    [InlineData("/deep/a/2/b", "/deep/a")]
    [InlineData("/deep/a/00", "/deep/a")]
    [InlineData("/deep/a/-", "/deep/a")]
    [InlineData("/deep/*", "/deep")]
    [InlineData("/number/*", "/number")]
    [InlineData("/Number", "")]
    public async Task What_leads_nowhere_is_named_as_far_as_it_leads(string select, string longest)
    {
        foreach (string query in new[] { $"?select={select}", $"?select={select}&format=csv", $"?select={select}&format=npy", $"/shape?at={select}" })
        {
            Answer refused = (await Client.GetAsync(await FormsAsync() + query)).IsProblem(404, "no-such-member");
            Assert.Equal([longest], refused.Json.GetProperty("nearest").EnumerateArray().Select(pointer => pointer.GetString()));
        }
    }

    [Fact]
    public async Task Each_kind_of_a_value_is_known()
    {
        Answer shape = await Client.GetAsync($"{await KindsAsync()}/shape?depth=2");
        var children = shape.Json.GetProperty("children").EnumerateArray()
            .ToDictionary(child => child.GetProperty("name").GetString()!);

        Assert.Equal(
            "null boolean number string media media numbers numbers strings booleans instants complex complex vectors matrix grid records array "
            + "array columns object",
            string.Join(' ', children.Values.Select(child => child.GetProperty("kind").GetString())));
        Has("null", """{"name":"null","at":"/null","kind":"null"}""");
        Has("boolean", """{"name":"boolean","at":"/boolean","kind":"boolean","text":"true"}""");
        Has("number", """{"name":"number","at":"/number","kind":"number","text":"-1.50e3"}""");
        Has("string", """{"name":"string","at":"/string","kind":"string","length":1,"preview":"é"}""");
        Has("uri", """{"name":"uri","at":"/uri","kind":"media","mediaType":"image/png","bytes":28}""");
        Has("media", """{"name":"media","at":"/media","kind":"media","length":2,"mediaType":"text/x","bytes":33}""");
        Has("numbers", """{"name":"numbers","at":"/numbers","kind":"numbers","length":5,"integers":true,"min":1,"max":3,"nonFinite":2,"nulls":1,"bytes":22}""");
        Has("falling", """{"name":"falling","at":"/falling","kind":"numbers","length":3,"integers":false,"min":1,"max":3,"nonFinite":0,"nulls":0,"monotone":"falling","bytes":9}""");
        Has("vectors", """{"name":"vectors","at":"/vectors","kind":"vectors","length":9,"width":2,"columns":[{"min":0,"max":8,"nonFinite":0,"nulls":0},{"min":1,"max":1,"nonFinite":0,"nulls":1}],"bytes":58}""");
        Has("matrix", """{"name":"matrix","at":"/matrix","kind":"matrix","length":8,"width":2,"min":-9,"max":7,"nonFinite":0,"nulls":0,"bytes":50}""");
        Has("grid", """{"name":"grid","at":"/grid","kind":"grid","length":2,"sizes":[2,2,2],"min":1,"max":80,"nonFinite":0,"nulls":0,"bytes":30}""");
        Has("records", """{"name":"records","at":"/records","kind":"records","length":2,"bytes":12}""");
        Assert.Equal(["t", "s"], children["columns"].GetProperty("children").EnumerateArray().Select(child => child.GetProperty("name").GetString()));
        Assert.Equal("/object/t", children["object"].GetProperty("children")[0].GetProperty("at").GetString());

        void Has(string name, string expected) => Assert.Equal(expected, children[name].GetRawText());
    }

    [Theory]
    [InlineData("y=/numbers", """{"length":5,"first":0,"last":4,"drawn":5,"method":"minmax","tolerance":null,"rows":[0,1,2,3,4],"series":[{"column":"/numbers","values":[3,null,null,null,1],"nonFinite":2,"nulls":1}],"with":[]}""")]
    [InlineData("x=/vectors/*/0&y=/vectors/*/1&from=-1.5&to=1.0e0", """{"length":9,"first":0,"last":1,"drawn":2,"method":"minmax","tolerance":null,"rows":[0,1],"x":{"column":"/vectors/*/0","values":[0,1],"nonFinite":0,"nulls":0},"series":[{"column":"/vectors/*/1","values":[1,1],"nonFinite":0,"nulls":0}],"with":[]}""")]
    [InlineData("y=/grid/*/1/1&method=none&encoding=f64", """{"length":2,"first":0,"last":1,"drawn":2,"method":"none","tolerance":null,"rows":[0,1],"series":[{"column":"/grid/*/1/1","values":"AAAAAAAAEEAAAAAAAABUQA==","nonFinite":0,"nulls":0}],"with":[]}""")]
    [InlineData("y=/nothing", """{"length":0,"first":null,"last":null,"drawn":0,"method":"minmax","tolerance":null,"rows":[],"series":[{"column":"/nothing","values":[],"nonFinite":0,"nulls":0}],"with":[]}""")]
    public async Task Gaps_of_a_series_are_null_and_counted(string query, string expected) =>
        Assert.Equal(expected, (await Client.GetAsync($"{await KindsAsync()}/series?{query}")).Text);

    [Fact]
    public async Task A_thinned_series_keeps_its_extremes_its_ends_and_the_rows_beside_gaps()
    {
        string numbers = string.Join(',', Enumerable.Range(0, 1000).Select(i => i is 500 ? "null" : i is 333 ? "-7" : i is 777 ? "1e3" : $"{i % 10}"));
        long id = (await Client.SubmitAsync("echo", $$"""{"y":[{{numbers}}]}""", "?wait=60")).Id;
        Answer answer = await Client.GetAsync($"/v1/tasks/{id}/result/series?y=/y&points=40");
        ResultSeries series = JsonSerializer.Deserialize(answer.Text, ErrandJson.Default.ResultSeries)!;

        Assert.InRange(series.Drawn, 30, 40);
        Assert.Superset(new HashSet<long> { 0, 333, 499, 500, 501, 777, 999 }, series.Rows.ToHashSet());
        Assert.Equal(series.Rows.Order().Distinct(), series.Rows);
    }

    [Theory]
    [InlineData(2, 200)]
    [InlineData(100_000, 200)]
    [InlineData(1, 400)]
    [InlineData(100_001, 400)]
    public async Task A_series_has_two_to_a_hundred_thousand_points(int points, int status) =>
        Assert.Equal(status, (int)(await Client.GetAsync($"{await KindsAsync()}/series?y=/numbers&points={points}")).Status);

    [Fact]
    public async Task A_series_has_sixteen_columns_at_most_whatever_they_are_for()
    {
        string columns = string.Concat(Enumerable.Repeat("&y=/numbers", 7)) + string.Concat(Enumerable.Repeat("&with=/numbers", 8));
        string path = $"{await KindsAsync()}/series?points=9{columns}";
        Answer sixteen = await Client.GetAsync($"{path}&x=/numbers");

        Assert.Equal((7, 8), (sixteen.Json.GetProperty("series").GetArrayLength(), sixteen.Json.GetProperty("with").GetArrayLength()));
        (await Client.GetAsync($"{path}&x=/numbers&with=/numbers")).IsProblem(422, "invalid-options");
    }

    [Theory]
    [InlineData("at=/grid", "[1,2,3,4]", "[2,2]")]
    [InlineData("at=/grid&slice=1", "[5,6,7,80]", "[2,2]")]
    [InlineData("at=/grid/1", "[5,6,7,80]", "[2,2]")]
    [InlineData("at=/grid&slice=1&width=1", "[5.5,43.5]", "[2,1]")]
    [InlineData("at=/grid&slice=1&height=1", "[6,43]", "[1,2]")]
    [InlineData("at=/grid&slice=1&rows=1:&columns=:1", "[7]", "[1,1]")]
    [InlineData("at=/matrix&width=1&height=3", "[1,2.5,1.25]", "[3,1]")]
    [InlineData("at=/vectors&columns=1:2&height=2", "[1,1]", "[2,1]")]
    public async Task A_matrix_has_blocks_of_rows_and_columns(string query, string mean, string shape)
    {
        Answer answer = await Client.GetAsync($"{await KindsAsync()}/matrix?{query}");
        byte[] bytes = Convert.FromBase64String(answer.String("mean")!);
        float[] means = [.. bytes.Chunk(4).Select(number => BinaryPrimitives.ReadSingleLittleEndian(number))];
        Assert.Equal((mean, shape, "f32"), (JsonSerializer.Serialize(means), answer.Raw("shape"), answer.String("encoding")));
    }

    [Theory]
    [InlineData("at=/records&sort=b", "[1.50,\"x,\\u0022y\",null,null];[null,null,[1,2],null];[null,null,null,{\"e\":\"=1\"}]")]
    [InlineData("at=/columns&sort=-t", "[1,4,5,6,null];[0,1,2,3,\"NaN\"]")]
    [InlineData("at=/columns&sort=t&offset=1&limit=1", "[1,4,5,6,null]")]
    [InlineData("at=/plain&sort=-value&limit=3", "[true];[\"a\"];[\"NaN\"]")]
    [InlineData("at=/cube", "[[[1],[2]]];[[[3],[4]]]")]
    public async Task A_table_is_sorted_and_its_cells_are_as_they_are_stored(string query, string rows)
    {
        Answer table = await Client.GetAsync($"{await FormsAsync()}/table?{query}");
        Assert.Equal(rows, string.Join(';', table.Json.GetProperty("items").EnumerateArray().Select(row => row.GetRawText())));
        Assert.Equal(query.Contains("sort", StringComparison.Ordinal), table.Json.GetProperty("sorted").GetBoolean());
    }

    [Fact]
    public async Task Looks_answer_a_hundred_children_and_rows_unless_more_are_asked_for()
    {
        string path = await FlightAsync();
        foreach ((string limit, int count) in new[] { ("", 100), ("&limit=1000", 1000), ("&offset=19999&limit=5", 1) })
        {
            Assert.Equal(count, (await Client.GetAsync($"{path}/shape?at=/t{limit}")).Json.GetProperty("children").GetArrayLength());
            Assert.Equal(count, (await Client.GetAsync($"{path}/table?at=/t{limit}")).Json.GetProperty("items").GetArrayLength());
        }

        Assert.InRange((await Client.GetAsync($"{path}/series?y=/t")).Number("drawn"), 1990, 2000);
        Assert.Equal("[500,3]", (await Client.GetAsync($"{path}/matrix?at=/r")).Raw("shape"));
    }

    private async Task<string> FormsAsync() => $"/v1/tasks/{await server.EchoAsync(Forms)}/result";

    private async Task<string> KindsAsync() => $"/v1/tasks/{await server.EchoAsync(Kinds)}/result";
}
