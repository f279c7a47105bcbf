using System.Globalization;
using CsCheck;
using Errand.Results.Looks;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

public sealed class TableTests
{
    [Theory]
    [InlineData("""[{"a":1.50,"b":"x"},null,{"c":[1, 2],"a":null,"a":9},{"\u0062":{"d":1}}]""", "a:number b:mixed c:array", """[1.50,"x",null];[null,null,null];[null,null,[1, 2]];[null,{"d":1},null]""")]
    [InlineData("""{"t":[1,2.0],"r":[[1,2],[3,4]],"s":["a",null]}""", "t:number r.0:number r.1:number s:string", """[1,1,2,"a"];[2.0,3,4,null]""")]
    [InlineData("[[1,2e0],[null,4]]", "0:number 1:number", "[1,2e0];[null,4]")]
    [InlineData("[1.0,null,\"NaN\"]", "value:number", "[1.0];[null];[\"NaN\"]")]
    [InlineData("[true]", "value:boolean", "[true]")]
    [InlineData("[1,\"a\",[2]]", "value:mixed", "[1];[\"a\"];[[2]]")]
    [InlineData("""[{"re":1,"im":2}]""", "re:number im:number", "[1,2]")]
    [InlineData("[[[1,2]],[[3,4]]]", "value:array", "[[[1,2]]];[[[3,4]]]")]
    [InlineData("[{},{}]", "", "[];[]")]
    [InlineData("[]", "value:mixed", "")]
    [InlineData("""{"t":[],"r":[]}""", "t:mixed r:mixed", "")]
    public void A_table_has_columns_and_cells_as_they_are_stored(string json, string columns, string rows)
    {
        ResultTable table = LookRuns.Value(json, Query(), 16);
        Assert.Equal(columns, string.Join(' ', table.Columns.Select(column => $"{column.Name}:{column.Kind}")));
        Assert.Equal(rows, string.Join(';', table.Items.Select(row => row.GetRawText())));
        Assert.Equal((rows.Length == 0 ? 0 : table.Items.Count, false), ((int)table.Length, table.Sorted));
    }

    [Theory]
    [InlineData("n", "2,0,5,3,1,4")]
    [InlineData("-n", "1,3,5,0,2,4")]
    [InlineData("s", "1,3,0,2,4,5")]
    [InlineData("-s", "2,0,3,1,4,5")]
    [InlineData("-", "5,0,1,2,3,4")]
    [InlineData("--", "5,0,1,2,3,4")]
    public void Rows_are_sorted_and_those_without_a_value_are_last(string sort, string order)
    {
        const string Rows =
            """[{"n":-0.0,"s":"b"},{"n":"a","s":"B"},{"n":-1e3,"s":"é"},{"n":1.5,"s":"a"},{"n":null},{"n":1,"-":1}]""";
        ResultTable table = LookRuns.Value(Rows, Query(sort: sort));
        string[] expected = [.. order.Split(',').Select(
            row => LookRuns.Value(Rows, Query(offset: int.Parse(row, null), limit: 1)).Items[0].GetRawText())];
        Assert.Equal(expected, table.Items.Select(row => row.GetRawText()));
        Assert.True(table.Sorted);
        Assert.Equal(expected[2..4], LookRuns.Value(Rows, Query(sort: sort, offset: 2, limit: 2)).Items.Select(row => row.GetRawText()));
    }

    [Fact]
    public void Every_page_of_every_order_is_what_brute_force_finds() => Gen.Select(
        Gen.Int[-20, 20].Array[1, 3000], Gen.Int[0, 3000], Gen.Int[1, 50], Gen.OneOf("", "a", "-a"), Gen.Bool).Sample(
        (numbers, offset, limit, sort, isObject) =>
        {
            string[] texts = [.. numbers.Select(n => n.ToString(CultureInfo.InvariantCulture))];
            string json = isObject
                ? $$"""{"a":[{{string.Join(',', texts)}}],"i":[{{string.Join(',', Enumerable.Range(0, numbers.Length))}}]}"""
                : $"[{string.Join(',', texts.Select((n, i) => $$"""{"a":{{n}},"i":{{i}}}"""))}]";
            IEnumerable<(int Number, int Index)> rows = numbers.Select((number, i) => (number, i));
            rows = sort switch { "a" => rows.OrderBy(row => row.Number), "-a" => rows.OrderByDescending(row => row.Number), _ => rows };

            ResultTable table = LookRuns.Value(json, Query(sort: sort.Length == 0 ? null : sort, offset: offset, limit: limit), 256);
            Assert.Equal(rows.Skip(offset).Take(limit).Select(row => $"[{texts[row.Index]},{row.Index}]"), table.Items.Select(row => row.GetRawText()));
            Assert.Equal(numbers.Length, table.Length);
        },
        iter: 30);

    [Fact]
    public void Sorting_looks_at_a_million_rows()
    {
        string json = $"[{string.Join(',', Enumerable.Range(0, 1_000_001))}]";
        ResultTable table = LookRuns.Value(json, Query(sort: "-value", limit: 2));
        Assert.Equal((1_000_001, false, "[999999]"), (table.Length, table.Sorted, table.Items[0].GetRawText()));
        Assert.Equal("[1000000]", LookRuns.Value(json, Query(offset: 1_000_000)).Items[0].GetRawText());
    }

    [Theory]
    [InlineData("7", "", null, "#/at", FaultCode.Type)]
    [InlineData("{}", "", null, "#/at", FaultCode.Type)]
    [InlineData("""{"a":[1],"b":[1,2]}""", "", null, "#/at", FaultCode.Type)]
    [InlineData("""[{"a":1}]""", "", "b", "#/sort", FaultCode.Enum)]
    [InlineData("""[{"a":1}]""", "", "-b", "#/sort", FaultCode.Enum)]
    [InlineData("""[{"a":1}]""", "", "", "#/sort", FaultCode.Enum)]
    public void What_is_not_a_table_is_refused(string json, string at, string? sort, string pointer, string code)
    {
        ResultRefusal refusal = LookRuns.Refusal(json, Query(at, sort));
        Assert.Equal((ResultRefusalKind.Unfit, pointer, code), (refusal.Kind, refusal.Fault!.Pointer, refusal.Fault.Code));
    }

    [Fact]
    public void A_table_of_too_many_columns_or_too_large_cells_is_refused()
    {
        string wide = $"[{{{string.Join(',', Enumerable.Range(0, 1001).Select(i => $"\"c{i}\":1"))}}}]";
        Assert.Equal("#/at", LookRuns.Refusal(wide, Query()).Fault!.Pointer);
        Assert.Equal("#/at", LookRuns.Refusal($"[[{string.Join(',', Enumerable.Range(0, 1001))}]]", Query()).Fault!.Pointer);

        string text = $"\"{new string('x', 5 * 1024 * 1024)}\"";
        foreach (string json in (string[])[$"[{text},{text}]", $$"""[{"a":{{text}}},{"a":{{text}}}]"""])
        {
            Assert.Equal("#/limit", LookRuns.Refusal(json, Query()).Fault!.Pointer);
            Assert.Single(LookRuns.Value(json, Query(limit: 1)).Items);
        }
    }

    private static TableQuery Query(string at = "", string? sort = null, int offset = 0, int limit = 1000)
    {
        var options = new ResultTableOptions { At = at, Sort = sort, Offset = offset, Limit = limit };
        Assert.Null(TableQuery.TryCreate(options, out TableQuery query));
        return query;
    }
}
