using System.Text.Json;
using CsCheck;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

public sealed class CsvTests
{
    [Theory]
    [InlineData("[1.50,null,-2e3]", "value|1.50|\"\"|-2e3")]
    [InlineData("""["a","","NaN","-Infinity",true]""", "value|a|\"\"|NaN|-Infinity|true")]
    [InlineData("[]", "value")]
    [InlineData("[null]", "value|\"\"")]
    [InlineData("[[1,2],[3.0,null]]", "0,1|1,2|3.0,")]
    [InlineData("[null,[1,2]]", "0,1|,|1,2")]
    [InlineData("[[1],[null]]", "0|1|\"\"")]
    [InlineData("""[{"b":1,"a":2},{"c":3,"a":null},{}]""", "b,a,c|1,2,|,,3|,,")]
    [InlineData("""[{"a":[1, 2],"b":{"c":"x"}},null]""", "a,b|\"[1, 2]\",\"{\"\"c\"\":\"\"x\"\"}\"|,")]
    [InlineData("""[{"a,\"b":1}]""", "\"a,\"\"b\"|1")]
    [InlineData("""{"t":[0,1],"r":[[1,2,3],[4,5,6]],"n":["x",null]}""", "t,r.0,r.1,r.2,n|0,1,2,3,x|1,4,5,6,")]
    [InlineData("""{"r":[null,[1,2]],"s":[[1],[2,3]]}""", "r.0,r.1,s|,,[1]|1,2,\"[2,3]\"")]
    [InlineData("""{"m":[[[1]],[[2]]]}""", "m|[[1]]|[[2]]")]
    [InlineData("""{"a":[],"b":[]}""", "a,b")]
    [InlineData("""{"a":[null,1]}""", "a|\"\"|1")]
    [InlineData("""["a\"b","c,d","e\r\nf"," g "]""", "value|\"a\"\"b\"|\"c,d\"|\"e\r\nf\"| g ")]
    [InlineData("""["\ud83d\ude00\u0041","\ud83d"]""", "value|😀A|\uFFFD")]
    public void Tables_have_a_header_and_a_line_a_row(string json, string lines)
    {
        string expected = lines.Replace("|", "\r\n", StringComparison.Ordinal) + "\r\n";
        Assert.Equal(expected, Passes.Csv(json));
        Assert.Equal(expected, Passes.Csv(json, blockSize: 3));
        Assert.Equal(expected, Passes.Csv($$"""{"x":[0,{"y":{{json}} }] }""", "/x/1/y"));
    }

    [Theory]
    [InlineData("3", "a number")]
    [InlineData("\"x\"", "a text")]
    [InlineData("null", "null")]
    [InlineData("true", "a boolean")]
    [InlineData("{}", "an empty object")]
    [InlineData("[1,[2]]", "an array of different kinds of values")]
    [InlineData("[{},1]", "an array of different kinds of values")]
    [InlineData("[[1],[1,2]]", "an array of arrays of different lengths")]
    [InlineData("[[1,2],[[1],2]]", "an array of arrays that hold arrays or objects")]
    [InlineData("[[],[]]", "an array of empty arrays")]
    [InlineData("[{},null]", "an array of empty objects")]
    [InlineData("""{"a":[1],"b":2}""", "an object with members that are not arrays")]
    [InlineData("""{"a":[1],"b":[1,2]}""", "an object of arrays of different lengths")]
    public void What_is_no_table_is_refused_by_its_shape(string json, string shape)
    {
        ResultRefusal? refusal = Passes.Run(json, "", null, 5, ResultFormat.Csv).Refusal;
        Assert.Equal(
            (ResultRefusalKind.OtherShape, $"What is selected is {shape}, which has no form as CSV."), (refusal!.Kind, refusal.Detail));
    }

    [Fact]
    public void Too_many_columns_are_no_table()
    {
        string members = string.Join(',', Enumerable.Range(0, 16_385).Select(i => $"\"{i}\":[0]"));
        Assert.Contains("16384 columns", Passes.Run($"[{{{members}}}]", "", null, 5000, ResultFormat.Csv).Refusal!.Detail, StringComparison.Ordinal);
        Assert.Contains("16384 columns", Passes.Run($"{{{members}}}", "", null, 5000, ResultFormat.Csv).Refusal!.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void Texts_that_look_like_formulas_are_made_safe_and_nothing_else() => Assert.Equal(
        "'=h,n\r\n'+1,-1\r\n'-a,\"'@b,c\"\r\n\"'=\"\"x\"\"\",-Infinity\r\na=b,\"{\"\"=\"\":1}\"\r\n",
        Passes.Csv("""[{"=h":"+1","n":-1},{"=h":"-a","n":"@b,c"},{"=h":"=\"x\"","n":"-Infinity"},{"=h":"a=b","n":{"=":1}}]""", safe: true));

    [Fact]
    public void Selected_columns_are_tables_too()
    {
        const string Json = """{"runs":[{"p":{"a":1}},{},{"p":{"b":2}}],"m":[[1,[2]],[3,[4]]]}""";
        Assert.Equal("a,b\r\n1,\r\n,\r\n,2\r\n", Passes.Csv(Json, "/runs/*/p"));
        Assert.Equal("value\r\n1\r\n3\r\n", Passes.Csv(Json, "/m/*/0"));
        Assert.Equal("0\r\n2\r\n4\r\n", Passes.Csv(Json, "/m/*/1"));
    }

    [Fact]
    public void Records_come_back_from_a_parser_as_they_went() => Gen.Select(
        Gen.Select(Gen.OneOf("a", "b", "c\\\"", "d,\\n", "\\u00e9"), JsonTexts.Values).Array[1, 6].Array[1, 6], Gen.Int[2, 50])
        .Sample((records, blockSize) =>
        {
            string json = $"[{string.Join(',', records.Select(
                members => $"{{{string.Join(',', members.Select(member => $"\"{member.Item1}\":{member.Item2}"))}}}"))}]";
            using var document = JsonDocument.Parse(json);
            string[] names = [.. document.RootElement.EnumerateArray().SelectMany(
                record => record.EnumerateObject().Select(member => member.Name)).Distinct()];

            List<string?[]> lines = CsvText.Read(Passes.Csv(json, blockSize: blockSize));

            Assert.Equal(names, lines[0]);
            Assert.Equal(records.Length + 1, lines.Count);
            Assert.All(document.RootElement.EnumerateArray().Index(), record => Assert.Equal(
                names.Select(name => CellOf(record.Item, name, names.Length == 1)), lines[record.Index + 1]));
        });

    [Fact]
    public void Columns_are_cut_into_blocks_and_joined_again()
    {
        // Over 4 MiB, the size of a block.
        const int Rows = 60_000;
        string[] t = [.. Enumerable.Range(0, Rows).Select(i => $"{i}.{new string('5', i % 50)}0")];
        string[] r = [.. Enumerable.Range(0, Rows).Select(i => $"[{i}, {i + 1} ,\"{new string('x', i % 60)},\"]")];
        string json = $$"""{"r" : [{{string.Join(", ", r)}}], "t":[{{string.Join(',', t)}}]}""";

        string[] lines = Passes.Csv(json, blockSize: 10_000).Split("\r\n");

        Assert.Equal("r.0,r.1,r.2,t", lines[0]);
        Assert.Equal(Rows + 2, lines.Length);
        for (int i = 0; i < Rows; i++)
        {
            Assert.Equal($"{i},{i + 1},\"{new string('x', i % 60)},\",{t[i]}", lines[i + 1]);
        }
    }

    /// <summary>An empty text has quotes, null has none, except where a line would be empty.</summary>
    private static string? CellOf(JsonElement record, string name, bool isOnlyOne)
    {
        JsonElement value = record.EnumerateObject().Where(member => member.Name == name).Select(member => member.Value).FirstOrDefault();
        return value.ValueKind switch
        {
            JsonValueKind.Null or JsonValueKind.Undefined => isOnlyOne ? "" : null,
            JsonValueKind.String => value.GetString(),
            _ => value.GetRawText(),
        };
    }
}
