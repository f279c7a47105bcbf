using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Errand.Binding;
using Errand.Binding.Values;
using Errand.Tests.Storage;
using Errand.Types;

namespace Errand.Tests.Binding;

/// <summary>What is taken of a result as its summary.</summary>
public sealed class SummaryTests
{
    /// <summary>Open: a flight of a derived type may have more.</summary>
    private record Flight(double Range, double? Apex, double[] R, Landing? Landing, string Note = "");

    private sealed record LongFlight(double Span) : Flight(1, 2, [], null);

    private sealed record Landing(double Speed, IReadOnlyDictionary<string, double> Forces, (double X, double Y) Place);

    private sealed record Chain(int Value, Chain? Next);

    private sealed record Pair(Landing Before, Landing After, double Range);

    private static readonly string LongText = new('x', 1000);

    public static TheoryData<string, string> TopResults { get; } = new()
    {
        { """{"range":68.07,"apex":null,"ok":true,"name":"a"}""", """{"range":68.07,"apex":null,"ok":true,"name":"a"}""" },
        { """{"t":[1,2,{"x":"]}"}],"range":1,"o":{"a":1},"apex":2}""", """{"range":1,"apex":2}""" },
        { " \r\n\t{ \"a\" : 1e400 , \"b\":0.10,\n\"c\" :-0.0E+5 } ", """{"a":1e400,"b":0.10,"c":-0.0E+5}""" },
        { """{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9}""", """{"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8}""" },
        { """{"a":1,"a":2,"\u0061":3,"b":"a"}""", """{"a":1,"b":"a"}""" },
        { """{"\u0061":1,"a":2}""", """{"\u0061":1}""" },
        { """{"a\"\\":"\\\"]}","b":"\"","c":"\u00e9é😀"}""", """{"a\"\\":"\\\"]}","b":"\"","c":"\u00e9é😀"}""" },
        { """{"":"","/":1,"~":2}""", """{"":"","/":1,"~":2}""" },
        { """{"nan":"NaN","inf":"-Infinity"}""", """{"nan":"NaN","inf":"-Infinity"}""" },
        { """{"half":"\ud800","\udc00":1,"whole":"\ud83d\ude00"}""", """{"whole":"\ud83d\ude00"}""" },
        { "{}", "" },
        { """{"a":{},"b":[]}""", "" },
        { "[]", "" },
        { """[{"a":1}]""", "" },
        { "3", "" },
        { "null", "" },
        { "\"{\"", "" },
        { "true", "" },
    };

    [Theory]
    [MemberData(nameof(TopResults))]
    public void Without_names_it_has_the_first_members_of_the_top_that_are_neither_arrays_nor_objects(string result, string summary) =>
        Assert.Equal(summary, Take(Summarized(), result));

    public static TheoryData<string, string, string> NamedResults { get; } = new()
    {
        { "/range /apex", """{"apex":2,"t":[1],"range":1.50}""", """{"range":1.50,"apex":2}""" },
        { "/range", """{"other":{"range":1},"list":[{"range":2}],"range":3}""", """{"range":3}""" },
        { "/range", """{"range":1,"range":2}""", """{"range":1}""" },
        { "/range", """{"range":[1],"range":2}""", "" },
        { "/range", """{"r\u0061nge":"\u0061"}""", """{"range":"\u0061"}""" },
        { "/range", """{"apex":1}""", "" },
        { "/range", """{}""", "" },
        { "/range", """[1]""", "" },
        { "/range", "1", "" },
        { "/a/b /a/c/d /x", """{"a":{"z":[[]],"c":{"d":1,"e":2},"b":"B"},"y":0,"x":null}""", """{"b":"B","d":1,"x":null}""" },
        { "/a/b /x", """{"a":7,"x":1}""", """{"x":1}""" },
        { "/a/b /x", """{"a":{},"x":1}""", """{"x":1}""" },
        { "/a/b /x", """{"a":[1,[2]],"x":1}""", """{"x":1}""" },
        { "/a /a/b", """{"a":{"b":1}}""", """{"b":1}""" },
        { "/a /a/b", """{"a":1}""", """{"a":1}""" },
        { "/r/0 /r/2/1", """{"r":[5,[6],[7,8,9],10]}""", """{"r.0":5,"r.2.1":8}""" },
        { "/r/2/1 /x", """{"r":[5,[6]],"x":1}""", """{"x":1}""" },
        { "/r/0 /r/00", """{"r":[5]}""", """{"r.0":5}""" },
        { "/r/0", """{"r":{"0":5}}""", """{"r.0":5}""" },
        { "/0 /1/a", """[1,{"a":2}]""", """{"0":1,"a":2}""" },
        { "/before/e /after/e /x", """{"before":{"e":1},"after":{"e":2},"x":3}""", """{"before.e":1,"after.e":2,"x":3}""" },
        { "/a~1b /c~0d /e~01", """{"a/b":1,"c~d":2,"e~1":3}""", """{"a/b":1,"c~d":2,"e~1":3}""" },
        { "/é", """{"\u00e9":1}""", """{"é":1}""" },
        { "/é", """{"é":1}""", """{"é":1}""" },
        { "/*", """{"*":1}""", """{"*":1}""" },
        { "/x", """{"\ud800":1,"x":2}""", """{"x":2}""" },
        { "", "3.00", """{"result":3.00}""" },
        { "", "\"a\"", """{"result":"a"}""" },
        { "", "[3]", "" },
        { "/n.ext /n", """{"n":1,"n.ext":2}""", """{"n.ext":2,"n":1}""" },
    };

    [Theory]
    [MemberData(nameof(NamedResults))]
    public void Named_members_stand_in_the_order_in_which_they_are_named(string members, string result, string summary) =>
        Assert.Equal(summary, Take(Summarized(members.Split(' ')), result));

    [Fact]
    public void A_result_in_pieces_is_read_as_a_whole_one()
    {
        const string result = """{ "t":[1.5,[2],"a]\"\\"],"\u0061":"x\\\"", "range":68.07,"o":{"p":{"q":-1e5}},"apex":10.61}""";
        foreach (TaskDefinition type in new[] { Summarized(), Summarized("/range", "/o/p/q", "/t/2", "/a", "/apex") })
        {
            string whole = Take(type, result);
            for (int size = 1; size < 9; size++)
            {
                Assert.Equal(whole, type.SummaryOf(Pieces(result, size)).Text());
            }
        }
    }

    [Fact]
    public void What_does_not_fit_into_a_KiB_is_left_out_and_what_follows_still_fits()
    {
        string result = $$"""{"a":"{{LongText}}","long":"{{LongText}}","b":"{{new string('é', 5)}}","c":"{{new string('y', 500)}}","d":1}""";
        string full = $$"""{"a":"{{LongText}}","d":1}""";
        Assert.Equal(full, Take(Summarized(), result));
        Assert.Equal(
            $$"""{"d":1,"b":"ééééé","c":"{{new string('y', 500)}}"}""", Take(Summarized("/d", "/b", "/c", "/a", "/long"), result));

        // {"a":"…"} has 8 characters and the text.
        Assert.Equal(1024, Take(Summarized(), $$"""{"a":"{{new string('x', 1016)}}"}""").Length);
        Assert.Equal("", Take(Summarized(), $$"""{"a":"{{new string('x', 1017)}}"}"""));
    }

    [Fact]
    public void Nesting_and_size_of_what_is_not_taken_do_not_matter()
    {
        string deep = new string('[', 20_000) + new string(']', 20_000);
        string wide = string.Join(',', Enumerable.Range(0, 100_000).Select(i => i.ToString(CultureInfo.InvariantCulture)));
        string result = $$"""{"deep":{{deep}},"wide":[{{wide}}],"text":"{{new string('"', 1).Replace("\"", "\\\"", StringComparison.Ordinal)}}[","end":1}""";
        Assert.Equal("""{"text":"\"[","end":1}""", Take(Summarized(), result));
        Assert.Equal("""{"end":1}""", Take(Summarized("/end"), result));
        Assert.Equal("""{"wide.99999":99999}""", Take(Summarized("/wide/99999"), result));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{\"range\"")]
    [InlineData("{\"range\":")]
    [InlineData("{\"range\":\"a")]
    [InlineData("{\"range\":\"a\\")]
    [InlineData("{\"range\":nan}")]
    [InlineData("{\"range\":]}")]
    [InlineData("{\"range\":[}")]
    [InlineData("{\"x\":{\"y\":]],\"range\":")]
    [InlineData("{,,,}")]
    [InlineData("}")]
    [InlineData("{\"range\":\"\u0001\"}")]
    public void What_a_converter_wrote_that_is_not_JSON_gives_no_summary(string result)
    {
        Assert.Equal("", Take(Summarized(), result));
        Assert.Equal("", Take(Summarized("/range", "/x/y/0"), result));
    }

    [Fact]
    public void Nothing_is_read_after_the_last_member_that_is_named()
    {
        // What is not JSON would end the pass without what comes before it, if it was looked at as the rest of an array.
        Assert.Equal("""{"a":1,"d":2}""", Take(Summarized("/a", "/b/c/1/d"), """{"a":1,"b":{"c":[0,{"d":2"""));
    }

    [Fact]
    public void A_type_without_a_summary_takes_none()
    {
        TaskDefinition type = Compile(() => new Pair(null!, null!, 1), builder => builder.WithoutSummary());
        Assert.Equal((0, 0), (type.SummaryOf(new ReadOnlySequence<byte>("""{"range":1}"""u8.ToArray())).Length, type.SummaryNames.Count));
    }

    [Fact]
    public void What_is_said_last_of_the_summary_counts()
    {
        Assert.Equal(["range"], Compile(() => new Pair(null!, null!, 1), b => b.WithoutSummary().WithSummary("/range")).SummaryNames);
        Assert.Empty(Compile(() => new Pair(null!, null!, 1), b => b.WithSummary("/range").WithoutSummary()).SummaryNames);
    }

    [Fact]
    public void The_names_are_known_from_the_schema_before_there_is_a_result()
    {
        Assert.Equal(["range", "apex", "note"], Compile(Flight () => null!).SummaryNames);
        Assert.Equal(["value"], Compile(Chain? () => null).SummaryNames);
        Assert.Empty(Compile(() => 1).SummaryNames);
        Assert.Empty(Compile(JsonElement () => default).SummaryNames);
        Assert.Empty(Compile(() => new Dictionary<string, int>()).SummaryNames);
        Assert.Empty(Compile(() => new Flight[1]).SummaryNames);
        Assert.Equal(8, Compile(() => new { A = 1, B = 1, C = 1, D = 1, E = 1, F = 1, G = 1, H = 1, I = 1 }).SummaryNames.Count);
        Assert.Equal(["r.2", "speed"], Compile(Flight () => null!, b => b.WithSummary("/r/2", "/landing/speed")).SummaryNames);
    }

    [Theory]
    [InlineData("/range")]
    [InlineData("/apex")]
    [InlineData("/r/7")]
    [InlineData("/landing")] // It may be null.
    [InlineData("/landing/speed")]
    [InlineData("/landing/forces/anything")]
    [InlineData("/landing/place/1")]
    [InlineData("/span")] // A flight of a derived type may have it.
    public void A_pointer_that_may_exist_is_accepted(string pointer) =>
        Compile(Flight () => new LongFlight(1), b => b.WithSummary(pointer));

    [Theory]
    [InlineData("/r", "which by its schema is an array or an object, and a summary has none")]
    [InlineData("", "which by its schema is an array or an object, and a summary has none")]
    [InlineData("/range/x", "which by its schema the result cannot have")]
    [InlineData("/r/x", "which by its schema the result cannot have")]
    [InlineData("/r/01", "which by its schema the result cannot have")]
    [InlineData("/landing/height", "which by its schema the result cannot have")]
    [InlineData("/landing/forces/lift/x", "which by its schema the result cannot have")]
    [InlineData("/landing/place", "which by its schema is an array or an object, and a summary has none")]
    [InlineData("/landing/place/2", "which by its schema the result cannot have")]
    public void A_pointer_that_cannot_exist_is_refused_with_a_sentence(string pointer, string why) => Assert.Equal(
        $"Task type \"t\": its summary names \"{pointer}\", {why}.",
        Assert.Throws<ArgumentException>(() => Compile(Flight () => null!, b => b.WithSummary(pointer))).Message);

    [Fact]
    public void Pointers_are_checked_in_types_that_contain_themselves_and_in_what_is_no_object()
    {
        Compile(Chain () => null!, b => b.WithSummary("/next/next/next/value"));
        Assert.Throws<ArgumentException>(() => Compile(Chain () => null!, b => b.WithSummary("/next/next/other")));
        Assert.Throws<ArgumentException>(() => Compile(() => { }, b => b.WithSummary("/x")));
        Assert.Throws<ArgumentException>(() => Compile(() => 1, b => b.WithSummary("/x")));
        Compile(() => 1, b => b.WithSummary(""));
        Compile(object () => null!, b => b.WithSummary("/anything/at/all"));
    }

    [Theory]
    [InlineData("range", "\"range\" is not a JSON Pointer; expected one like /range or /fit/chi2.")]
    [InlineData("/a~2", "\"/a~2\" is not a JSON Pointer; expected one like /range or /fit/chi2.")]
    [InlineData("/a~", "\"/a~\" is not a JSON Pointer; expected one like /range or /fit/chi2.")]
    [InlineData("/a~~01", "\"/a~~01\" is not a JSON Pointer; expected one like /range or /fit/chi2.")]
    [InlineData("/a /a", "Two members of the summary would be called \"a\".")]
    [InlineData("/a.b/1 /a/b.1 /c/b.1", "Two members of the summary would be called \"a.b.1\".")]
    public void Names_that_make_no_summary_are_refused_at_once(string members, string why) => Assert.StartsWith(
        why, Assert.Throws<ArgumentException>(() => Builder(() => 1).WithSummary(members.Split(' '))).Message, StringComparison.Ordinal);

    [Fact]
    public void A_summary_names_1_to_16_members_of_200_characters()
    {
        Assert.StartsWith(
            "A summary has 1 to 16 members; got 0. Use WithoutSummary to have none.",
            Assert.Throws<ArgumentException>(() => Builder(() => 1).WithSummary()).Message, StringComparison.Ordinal);
        string[] many = [.. Enumerable.Range(0, 17).Select(i => string.Create(CultureInfo.InvariantCulture, $"/m{i}"))];
        Assert.Throws<ArgumentException>(() => Builder(() => 1).WithSummary(many));
        Assert.Throws<ArgumentException>(() => Builder(() => 1).WithSummary($"/{new string('a', 200)}"));
        Assert.Throws<ArgumentNullException>(() => Builder(() => 1).WithSummary(null!));
        TaskDefinition type = Summarized(many[..16]);
        string result = $$"""{{{string.Join(',', Enumerable.Range(0, 17).Select(i => $"\"m{i}\":{i}"))}}}""";
        Assert.Equal(result.Replace(",\"m16\":16", "", StringComparison.Ordinal), Take(type, result));
    }

    private static TaskTypeBuilder Builder(Delegate function) => new(new TaskType("t"), function);

    private static TaskDefinition Compile(Delegate function, Action<TaskTypeBuilder>? options = null)
    {
        TaskTypeBuilder builder = Builder(function);
        options?.Invoke(builder);
        return TaskCompiler.Compile(builder, new TaskSerializer([]), null);
    }

    /// <summary>A type that returns anything, with these members in its summary.</summary>
    private static TaskDefinition Summarized(params string[] members) =>
        Compile(JsonElement () => default, builder => _ = members.Length > 0 ? builder.WithSummary(members) : builder);

    private static string Take(TaskDefinition type, string result) =>
        type.SummaryOf(new ReadOnlySequence<byte>(Encoding.UTF8.GetBytes(result))).Text();

    private static ReadOnlySequence<byte> Pieces(string text, int size)
    {
        byte[][] chunks = [.. Encoding.UTF8.GetBytes(text).Chunk(size)];
        var first = new Piece(chunks[0], null);
        Piece last = chunks.Skip(1).Aggregate(first, (before, chunk) => new Piece(chunk, before));
        return new ReadOnlySequence<byte>(first, 0, last, last.Memory.Length);
    }

    private sealed class Piece : ReadOnlySequenceSegment<byte>
    {
        public Piece(byte[] bytes, Piece? before)
        {
            Memory = bytes;
            RunningIndex = before is null ? 0 : before.RunningIndex + before.Memory.Length;
            if (before is not null)
            {
                before.Next = this;
            }
        }
    }
}
