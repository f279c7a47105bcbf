using System.Globalization;
using System.Text;
using CsCheck;
using Errand.Results.Columns;
using Errand.Results.Indexing;
using Errand.Results.Reading;
using Errand.Results.Thinning;

namespace Errand.Tests.Results;

/// <summary>Numbers that are taken without their tokens are what their tokens say.</summary>
public sealed class NumberScanTests
{
    private static readonly Gen<string> Blank = Gen.Frequency((9, Gen.Const("")), (1, Gen.OneOf(" ", "\n", "\t\r\n  ")));

    private static readonly Gen<string> Number = Gen.Frequency(
        (20, Gen.Double[-1000, 1000].Select(Text)), (10, Gen.Int[-100, 100].Select(value => Text(value))),
        (5, Gen.OneOf("null", "\"NaN\"", "\"Infinity\"", "\"-Infinity\"", "-0", "1e5", "0.00000000000000000000000000001")),
        (1, Gen.OneOf("1e400", "\"nan\"", "\"N\\u0061N\"", "true", "\"a,]\"", "{\"a\":[1,2]}", "[]", "[1]", "[[2]]")));

    private static readonly Gen<string> Numbers = ArrayOf(Number, 0, 12);

    private static readonly Gen<string> Rows = Gen.Int[1, 4].SelectMany(
        width => ArrayOf(Gen.Frequency((40, ArrayOf(Number, width, width)), (1, Numbers), (1, Number)), 0, 12));

    private static readonly Gen<string> Arrays = Gen.OneOf(
        Numbers, Rows, ArrayOf(Rows, 0, 3), ArrayOf(Gen.OneOf(Rows, Numbers, Number), 0, 5));

    [Fact]
    public void What_is_known_of_an_array_is_the_same() => Gen.Select(
        Arrays, Gen.OneOf("{0}", "{{\"a\":{0},\"b\":[1,2]}}", "[{{\"a\":{0}}},{0}]", " [ {0} ]"), Gen.Int[1, 200]).Sample(
        (array, form, blockSize) =>
        {
            string json = string.Format(null, form, array);
            ResultNode plain = Index(json, blockSize, sink => new PlainSink(sink));
            ResultNode fast = Index(json, blockSize, sink => sink);
            Assert.Equivalent(plain, fast, strict: true);
            IsSame(plain, fast);
        },
        iter: 2_000);

    [Fact]
    public void A_column_is_the_same() => Gen.Select(
        Arrays, Gen.OneOf("", "/0", "/1", "/3", "/-", "/*", "/0/0", "/a"), Gen.Int[0, 5], Gen.Int[0, 6], Gen.Int[1, 200]).Sample(
        (array, pointer, first, count, blockSize) =>
        {
            Assert.True(ResultPointer.TryParse(pointer, out ResultPointer parsed));
            var range = new RowRange(first, count + 1);
            Assert.Equal(
                Column(array, parsed, range, blockSize, (json, reader) => json.ScanAsync(new PlainSink(reader), default)),
                Column(array, parsed, range, blockSize, (json, reader) => json.ScanElementsAsync(reader, default)));
        },
        iter: 5_000);

    [Theory]
    [InlineData(1_000)]
    [InlineData(1_100)]
    [InlineData(40_000)]
    public void Rows_of_any_width_are_the_same(int width)
    {
        string row = $"[{string.Join(',', Enumerable.Range(0, width).Select(i => Text(i + 0.25)))}]";
        string json = $"[{row},{row},{row}]";
        ResultNode fast = Index(json, JsonTokens.BlockSize, sink => sink);
        IsSame(Index(json, JsonTokens.BlockSize, sink => new PlainSink(sink)), fast);
        Assert.Equal([3, width], fast.Sizes);
        Assert.Equal(width - 0.75, fast.Numbers.Max);
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static Gen<string> ArrayOf(Gen<string> element, int least, int most) => Gen
        .Select(Blank, element, Blank, (before, value, after) => before + value + after)
        .Array[least, most].Select(Blank, (elements, blank) => $"[{blank}{string.Join(',', elements)}]");

    private static ResultNode Index(string json, int blockSize, Func<IJsonSink, IJsonSink> sinkOf)
    {
        var builder = new IndexBuilder();
        Run(json, blockSize, async tokens =>
        {
            await tokens.ScanAsync(sinkOf(builder), default);
            Assert.True(tokens.IsEnd);
        });
        return builder.Root!;
    }

    private static void IsSame(ResultNode one, ResultNode other)
    {
        Assert.Equal(one.Numbers, other.Numbers);
        Assert.Equal(one.Columns, other.Columns);
        Assert.Equal(one.Sizes, other.Sizes);
        Assert.Equal(one.Marks?.Places, other.Marks?.Places);
        Assert.Equal((one.Kind, one.Length, one.Start, one.End), (other.Kind, other.Length, other.Start, other.End));
        Assert.Equal(one.Members.Count, other.Members.Count);
        for (int i = 0; i < one.Members.Count; i++)
        {
            IsSame(one.Members[i], other.Members[i]);
        }
    }

    /// <summary>The rows of a column and their numbers, and the row that has something else.</summary>
    private static (string Rows, long? Wrong) Column(
        string array, ResultPointer pointer, RowRange range, int blockSize, Func<JsonTokens, ColumnReader, ValueTask> scan)
    {
        var rows = new StringBuilder();
        var reader = new ColumnReader(pointer, 0, range, new NumberCells(new Rowwise(rows)));
        Run(array, blockSize, async tokens =>
        {
            if (await tokens.NextAsync(tokens.Depth, default))
            {
                await scan(tokens, reader);
            }
        });
        return (rows.ToString(), reader.WrongRow);
    }

    private static void Run(string json, int blockSize, Func<JsonTokens, Task> run) =>
        RunAsync(json, blockSize, run).GetAwaiter().GetResult(); // CsCheck knows no tasks here.

    private static async Task RunAsync(string json, int blockSize, Func<JsonTokens, Task> run)
    {
        using var tokens = new JsonTokens(new MemoryStream(Encoding.UTF8.GetBytes(json)), blockSize);
        Assert.True(await tokens.ReadAsync(default));
        await run(tokens);
    }

    private sealed class Rowwise(StringBuilder rows) : IRowSink
    {
        public void Take(long row, double value) => rows.Append(null, $"{row}: {BitConverter.DoubleToInt64Bits(value):x}\n");
    }
}
