using System.Text;
using System.Text.Json;
using CsCheck;
using Errand.Results.Indexing;
using Errand.Results.Looks;
using Errand.Results.Reading;

namespace Errand.Tests.Results;

public sealed class ShapeTests
{
    [Theory]
    [InlineData("null", "null")]
    [InlineData("true", "boolean")]
    [InlineData("-1.50e3", "number")]
    [InlineData("\"text\"", "string")]
    [InlineData("\"data:image/png;base64,iVBORw0=\"", "media")]
    [InlineData("\"data:,A%20text\"", "media")]
    [InlineData("\"data: that is meant\"", "string")]
    [InlineData("""{"mediaType":"image/png","data":"iVBORw0="}""", "media")]
    [InlineData("""{"data":"iVBORw0=","mediaType":"image/png"}""", "media")]
    [InlineData("""{"data":"","mediaType":"image/png","size":3}""", "object")]
    [InlineData("""{"data":1,"mediaType":"image/png"}""", "object")]
    [InlineData("[]", "array")]
    [InlineData("[null,null]", "array")]
    [InlineData("[1,2.5,null,\"NaN\",\"-Infinity\",1e400]", "numbers")]
    [InlineData("[\"NaN\",null]", "numbers")]
    [InlineData("[\"NaN\",\"a\"]", "strings")]
    [InlineData("[1,\"a\"]", "array")]
    [InlineData("[\"a\",null]", "strings")]
    [InlineData("[\"2026-11-24T08:15:30.125Z\",\"2026-11-24T08:15:30+01:00\"]", "instants")]
    [InlineData("[\"1990-12-31T23:59:60Z\",null]", "instants")]
    [InlineData("[\"2026-11-24T08:15:30.125Z\",\"2026-11-24T08:15:30\"]", "strings")]
    [InlineData("[true,false,null]", "booleans")]
    [InlineData("""[{"re":1,"im":2},{"im":1,"re":"NaN"}]""", "complex")]
    [InlineData("""[{"real":1,"imaginary":2}]""", "complex")]
    [InlineData("""[{"real":1,"imaginary":2},{"re":1,"im":2}]""", "records")]
    [InlineData("""[{"re":1,"im":2,"abs":3}]""", "records")]
    [InlineData("""[{"a":1},null,{}]""", "records")]
    [InlineData("""[{"a":1},[]]""", "array")]
    [InlineData("[[1,2],[3,4],[5,6],[7,8],[9,10],[11,12],[13,14],[15,16],[17,18]]", "vectors")]
    [InlineData("[[1,2],[3,4],[5,6],[7,8],[9,10],[11,12],[13,14],[15,16]]", "matrix")]
    [InlineData("[[1],[2],[3],[4],[5],[6]]", "matrix")]
    [InlineData("[[1,2,3],[4,null,6]]", "matrix")]
    [InlineData("[[1,2],[3]]", "array")]
    [InlineData("[[1,2],null]", "array")]
    [InlineData("[[1,2],3]", "array")]
    [InlineData("[[1,2],[true,false]]", "array")]
    [InlineData("[[],[]]", "array")]
    [InlineData("[[null],[null]]", "array")]
    [InlineData("[[[1,2],[3,4]],[[5,6],[7,8]]]", "grid")]
    [InlineData("[[[1,2],[3,4]],[[5,6]]]", "array")]
    [InlineData("""{"t":[1,2],"r":[[1],[2]]}""", "columns")]
    [InlineData("""{"t":[],"r":[]}""", "columns")]
    [InlineData("""{"t":[1,2],"r":[1]}""", "object")]
    [InlineData("""{"t":[1,2],"r":[1,2],"n":1}""", "object")]
    [InlineData("""{"t":[1,2]}""", "object")]
    [InlineData("{}", "object")]
    public void A_value_has_a_kind(string json, string kind)
    {
        using var document = JsonDocument.Parse(json);
        Assert.Equal(kind, Shape(json).Kind);
        Assert.Equal(kind, BruteShape.Kind(document.RootElement));
        Assert.Equal(kind, Assert.Single(Shape($"[{json}]").Children!).Kind);
        Assert.Equal(kind, Assert.Single(Shape($$"""{"a":{{json}}}""").Children!).Kind);
    }

    [Theory]
    [InlineData("[1,2,3]", true, 1.0, 3.0, 0, 0, "rising")]
    [InlineData("[3,2.5,-1e3]", false, -1000.0, 3.0, 0, 0, "falling")]
    [InlineData("[1,1,2]", true, 1.0, 2.0, 0, 0, null)]
    [InlineData("[1,2,1]", true, 1.0, 2.0, 0, 0, null)]
    [InlineData("[7.0]", true, 7.0, 7.0, 0, 0, null)]
    [InlineData("[1,null,3]", true, 1.0, 3.0, 0, 1, null)]
    [InlineData("[\"NaN\",2,1e999,\"-Infinity\"]", true, 2.0, 2.0, 3, 0, null)]
    [InlineData("[\"NaN\"]", false, null, null, 1, 0, null)]
    public void Numbers_have_a_range_and_an_order(
        string json, bool areIntegers, double? min, double? max, long nonFinite, long nulls, string? monotone)
    {
        ResultShape shape = Shape(json);
        Assert.Equal((areIntegers, min, max), (shape.Integers, shape.Min, shape.Max));
        Assert.Equal((nonFinite, nulls, monotone), (shape.NonFinite, shape.Nulls, shape.Monotone));
    }

    [Fact]
    public void Vectors_have_the_range_of_each_component_and_a_matrix_and_a_grid_one_of_all()
    {
        ResultShape vectors = Shape($"[{string.Join(',', Enumerable.Range(0, 9).Select(i => $"[{i},{(i == 4 ? "null" : $"-{i}.5")}]"))}]");
        Assert.Equal(("vectors", 9, 2), (vectors.Kind, vectors.Length, vectors.Width));
        Assert.Equal([new ResultRange(0, 8, 0, 0), new ResultRange(-8.5, -0.5, 0, 1)], vectors.Columns);
        Assert.Null(vectors.Min);

        ResultShape matrix = Shape("""[[1,"NaN",3],[4,5,null]]""");
        Assert.Equal((2L, 3L, 1.0, 5.0, 1L, 1L), (matrix.Length, matrix.Width, matrix.Min, matrix.Max, matrix.NonFinite, matrix.Nulls));

        ResultShape grid = Shape("[[[1,2,3],[4,5,6]]]");
        Assert.Equal([1, 2, 3], grid.Sizes);
        Assert.Equal((1.0, 6.0), (grid.Min, grid.Max));
    }

    [Fact]
    public void Texts_and_numbers_are_shown_as_they_are_stored()
    {
        string text = new string('x', 99) + "😀";
        IReadOnlyList<ResultShape> children =
            Shape($$"""{"n":1.50,"s":"\u0041{{text}}","d":"data:image/png;base64,AA","m":{"mediaType":"text/x","data":""} , "b":false,"z":null}""").Children!;
        Assert.Equal(("1.50", null), (children[0].Text, children[0].Bytes));
        Assert.Equal((102, "A" + text[..99]), (children[1].Length, children[1].Preview));
        Assert.Equal(("image/png", 26), (children[2].MediaType, children[2].Bytes));
        Assert.Equal(("text/x", 32), (children[3].MediaType, children[3].Bytes));
        Assert.Equal(["n", "s", "d", "m", "b", "z"], children.Select(child => child.Name));
        Assert.Equal(("false", null), (children[4].Text, children[5].Text));
    }

    [Fact]
    public void A_preview_does_not_end_within_a_character()
    {
        string text = new string('x', 99) + "😀😀";
        Assert.Equal(text[..99], Shape($"\"{text}\"").Preview);
    }

    [Fact]
    public void Every_value_of_any_result_is_described_whatever_the_size_of_a_block() => Gen.Select(
        JsonTexts.Values, Gen.Int[1, 40]).Sample((json, blockSize) =>
        {
            using var document = JsonDocument.Parse(json);
            IsDescribed(json, "", document.RootElement, blockSize);
        });

    [Fact]
    public void Every_array_of_numbers_is_described() => Gen.OneOf("1", "-2.5", "null", "\"NaN\"", "1e400", "7").Array[0, 3].Array[1, 40].Array[1, 3]
        .Sample(cube =>
        {
            foreach (string json in (string[])
                [Joined(cube.Select(square => Joined(square.Select(Joined)))), Joined(cube[0].Select(Joined)), Joined(cube[0][0])])
            {
                using var document = JsonDocument.Parse(json);
                IsDescribed(json, "", document.RootElement, 64);
            }
        });

    [Fact]
    public void Children_of_any_place_are_listed_in_pages()
    {
        string array = Joined(Enumerable.Range(0, 5000).Select(i => i % 2 == 0 ? $"{i}" : $"[{i}]"));
        string members = string.Join(',', Enumerable.Range(0, 30_000).Select(i => $"\"n{i}\" : [{i}]"));
        foreach (int offset in (int[])[0, 1, 1023, 1024, 1025, 4095, 4999])
        {
            ResultShape page = Shape(array, "", offset: offset, limit: 3);
            Assert.Equal(5000, page.Length);
            Assert.Equal(Enumerable.Range(offset, 3).Where(i => i < 5000).Select(i => $"/{i}"), page.Children!.Select(child => child.At));
            Assert.Equal(offset % 2 == 0 ? $"{offset}" : null, page.Children![0].Text);
        }

        foreach (int offset in (int[])[0, 12_000, 20_001, 29_999])
        {
            ResultShape page = Shape($"{{{members}}}", "", offset: offset, limit: 2, depth: 2);
            Assert.Equal(30_000, page.Length);
            Assert.Equal(Enumerable.Range(offset, 2).Where(i => i < 30_000).Select(i => $"n{i}"), page.Children!.Select(child => child.Name));
            Assert.All(page.Children!, child => Assert.Equal(child.At[2..], $"{child.Min}"));
        }

        Assert.Equal("[17]".Length, Shape(array, "/17").Bytes);
        Assert.Equal("29000", Shape($"{{{members}}}", "/n29000/0").Text);
        Assert.Empty(Shape(array, "", offset: int.MaxValue).Children!);
    }

    [Fact]
    public void Members_are_listed_as_deep_as_is_asked_for()
    {
        const string Deep = """{"a":{"b":{"c":{"d":1}},"e~/":[{"f":1}]}}""";
        Assert.Null(Shape(Deep, depth: 1).Children![0].Children);
        ResultShape b = Shape(Deep, depth: 3).Children![0].Children![0];
        Assert.Equal(("/a/b", "/a/b/c"), (b.At, Assert.Single(b.Children!).At));
        Assert.Null(b.Children![0].Children);
        ResultShape e = Shape(Deep, depth: 8).Children![0].Children![1];
        Assert.Equal(("e~/", "/a/e~0~1", null), (e.Name, e.At, e.Children));
        Assert.Equal("f", Assert.Single(Assert.Single(Shape(Deep, "/a/e~0~1", depth: 2).Children!).Children!).Name);
    }

    [Fact]
    public void Children_of_children_are_limited_too()
    {
        string row = $"{{{string.Join(',', Enumerable.Range(0, 100).Select(i => $"\"m{i}\":{i}"))}}}";
        string json = $"{{{string.Join(',', Enumerable.Range(0, 300).Select(i => $"\"r{i}\":{row}"))}}}";
        ResultShape few = Shape(json, depth: 2, limit: 7);
        Assert.Equal((7, 7), (few.Children!.Count, few.Children[6].Children?.Count ?? 7));
        Assert.Null(few.Children[0].Children?.Skip(7).FirstOrDefault());
        ResultShape many = Shape(json, depth: 2, limit: 1000);
        Assert.Equal(300, many.Children!.Count);
        Assert.InRange(many.Children.Sum(child => child.Children?.Count ?? 0), 9000, 10_000);
    }

    [Theory]
    [InlineData("/x", "")]
    [InlineData("/a/3", "/a")]
    [InlineData("/a/01", "/a")]
    [InlineData("/a/*", "/a")]
    [InlineData("/a/1/b", "/a/1")]
    [InlineData("/a/2/9", "/a/2")]
    [InlineData("/a/2/*", "/a/2")]
    [InlineData("/n/x", "/n")]
    public void A_pointer_that_leads_nowhere_is_refused(string pointer, string longest)
    {
        ResultRefusal refusal = LookRuns.Refusal("""{"a":[1,2,[3]],"n":7}""", Query(pointer));
        Assert.Equal((ResultRefusalKind.NoSuchMember, longest), (refusal.Kind, refusal.Nearest));
    }

    [Fact]
    public void Of_members_of_one_name_the_first_is_described() => Assert.Equal("1", Shape("""{"a":1,"\u0061":2}""", "/a").Text);

    [Fact]
    public void What_is_remembered_takes_no_more_than_its_share()
    {
        var memory = new ResultMemory(1000);
        ResultKey[] keys = [.. Enumerable.Range(1, 5).Select(i => new ResultKey(new TaskId(i), 1))];
        foreach (ResultKey key in keys[..4])
        {
            memory.Keep(key, "", $"{key.Task}", 250);
        }

        Assert.Equal("1", memory.Find<string>(keys[0], ""));
        memory.Keep(keys[4], "", "5", 300);
        memory.Keep(keys[4], "larger", "5", 501);
        memory.Keep(keys[0], "", "another", 1);

        Assert.Equal(["1", null, null, "4", "5"], keys.Select(key => memory.Find<string>(key, "")));
        Assert.Null(memory.Find<string>(keys[4], "larger"));
        Assert.Null(memory.Find<string>(keys[0] with { Attempt = 2 }, ""));
        Assert.Equal(800, memory.Size);
    }

    private static void IsDescribed(string json, string pointer, JsonElement value, int blockSize)
    {
        ResultShape shape = Shape(json, pointer, blockSize: blockSize);
        IsOf(shape, value);
        Assert.Equal((pointer, Encoding.UTF8.GetByteCount(value.GetRawText())), (shape.At, shape.Bytes));
        (string? Name, JsonElement Value)[] children =
            value.ValueKind == JsonValueKind.Array ? [.. value.EnumerateArray().Select(item => ((string?)null, item))]
            : value.ValueKind == JsonValueKind.Object ? [.. value.EnumerateObject().Select(member => ((string?)member.Name, member.Value))]
            : [];
        Assert.Equal(children.Select(child => child.Name), (shape.Children ?? []).Select(child => child.Name));
        for (int i = 0; i < children.Length; i++)
        {
            IsOf(shape.Children![i], children[i].Value);
            if (Array.FindIndex(children, child => child.Name == children[i].Name) == i || children[i].Name is null)
            {
                IsDescribed(json, shape.Children[i].At, children[i].Value, blockSize);
            }
        }
    }

    private static void IsOf(ResultShape shape, JsonElement value)
    {
        Assert.Equal(BruteShape.Kind(value), shape.Kind);
        Assert.Equal(
            value.ValueKind switch
            {
                JsonValueKind.Array => value.GetArrayLength(),
                JsonValueKind.Object => value.EnumerateObject().Count(),
                JsonValueKind.String when shape.Kind == "string" => value.GetString()!.Length,
                _ => null,
            },
            (int?)shape.Length);
        if (shape.Kind == "numbers")
        {
            double[] finite = [.. value.EnumerateArray().Select(item => BruteShape.Number(item)!.Value).Where(double.IsFinite)];
            Assert.Equal(
                finite.Length == 0 ? (null, null) : ((double?)finite.Min(), (double?)finite.Max()), (shape.Min, shape.Max));
            Assert.Equal(value.EnumerateArray().Count(item => item.ValueKind == JsonValueKind.Null), shape.Nulls);
            Assert.Equal(value.GetArrayLength() - finite.Length, shape.Nulls + shape.NonFinite);
        }
    }

    private static string Joined(IEnumerable<string> items) => $"[{string.Join(',', items)}]";

    private static ResultShape Shape(
        string json, string at = "", int depth = 1, int offset = 0, int limit = 1000, int blockSize = JsonTokens.BlockSize) =>
        LookRuns.Value(json, Query(at, depth, offset, limit), blockSize);

    private static ShapeQuery Query(string at, int depth = 1, int offset = 0, int limit = 1000)
    {
        Assert.Null(ShapeQuery.TryCreate(
            new ResultShapeOptions { At = at, Depth = depth, Offset = offset, Limit = limit }, out ShapeQuery query));
        return query;
    }
}
