using System.Text;
using System.Text.Json;
using CsCheck;
using Errand.Dashboard.Parts.Json;

namespace Errand.Dashboard.Tests.Texts;

public sealed class JsonPrinterTests
{
    private static readonly string[] Others =
        ["1E-13", "10.618966908477708", "-0", "1e400", "123456789012345678901234567890", "true", "null"];

    private static readonly Gen<string> AnyValue = Gen.Recursive<string>((depth, deeper) => depth > 3 ? Scalar : Gen.OneOf(
        Scalar,
        deeper.Array[0, 40].Select(items => $"[{string.Join(',', items)}]"),
        Gen.Select(Text, deeper).Array[0, 5].Select(members => $"{{{string.Join(',', members.Select((m, i) => $"\"{i}{m.Item1[1..]}:{m.Item2}"))}}}")));

    private static Gen<string> Text => Gen.String[0, 60].Select(text => JsonSerializer.Serialize(text));

    private static Gen<string> Scalar => Gen.OneOf(Text, Gen.Int[0, Others.Length - 1].Select(i => Others[i]));

    [Theory]
    [InlineData("1E-13", "1E-13")]
    [InlineData("10.6189669084777080", "10.6189669084777080")]
    [InlineData("{}", "{}")]
    [InlineData("[ ]", "[]")]
    [InlineData("""{"a":1,"b":[1,2.50]}""", "{\n  \"a\": 1,\n  \"b\": [1, 2.50]\n}")]
    [InlineData("""[{"a":1,"b":"x"},{"a":2,"b":null}]""", "[\n  { \"a\": 1, \"b\": \"x\" },\n  { \"a\": 2, \"b\": null }\n]")]
    [InlineData("""[[1,2],[3,4]]""", "[\n  [1, 2],\n  [3, 4]\n]")]
    [InlineData("""{"a":{"b":{}}}""", "{\n  \"a\": {\n    \"b\": {}\n  }\n}")]
    [InlineData("""["caf\u00E9 \u003Cb\u003E \ud83d\ude00 \/ \n"]""", """["café <b> 😀 / \n"]""")]
    [InlineData("""["\u001b \ud83d \u0022 \u005c \u202e"]""", """["\u001b \ud83d \u0022 \u005c \u202e"]""")]
    public void Numbers_stay_as_they_are_stored_and_texts_can_be_read(string json, string text) => Assert.Equal(text, Print(json));

    [Fact]
    public void A_long_array_of_numbers_fills_its_lines()
    {
        string[] lines = Print($"[{string.Join(',', Enumerable.Range(1000, 200))}]").Split('\n');

        Assert.InRange(lines.Length, 10, 20);
        Assert.All(lines, line => Assert.InRange(line.Length, 1, 101));
        Assert.StartsWith("  1000, 1001, ", lines[1], StringComparison.Ordinal);
    }

    [Fact]
    public void Whatever_is_printed_is_the_same_json() => AnyValue.Sample(json =>
    {
        string printed = Print(json);
        using var before = JsonDocument.Parse(json);
        using var after = JsonDocument.Parse(printed);
        Assert.True(JsonElement.DeepEquals(before.RootElement, after.RootElement), printed);
        Assert.Equal(NumbersOf(json), NumbersOf(printed));
    });

    [Fact]
    public void Of_too_much_the_beginning_is_printed()
    {
        using var json = JsonDocument.Parse($"[\"{new string('x', 1000)}\", 2]");

        JsonText text = JsonPrinter.Print(json.RootElement, 100);

        Assert.True(text.IsCut);
        Assert.Equal("[\n  \"" + new string('x', 95), text.ToString());
        Assert.False(JsonPrinter.Print(json.RootElement, 2000).IsCut);
    }

    [Fact]
    public void No_character_is_cut_in_two()
    {
        using var json = JsonDocument.Parse("\"ab\U0001f600\U0001f600\"");

        Assert.Equal("\"ab", JsonPrinter.Print(json.RootElement, 4).ToString());
    }

    [Fact]
    public void Of_a_long_text_the_beginning_is_coloured()
    {
        string[] texts = [.. Enumerable.Range(0, 5000).Select(i => $"text {i}")];
        JsonText text = JsonPrinter.Print(JsonSerializer.SerializeToElement(texts));

        Assert.Equal(1000, text.Pieces.Count(piece => piece.Kind != JsonPieceKind.Plain));
        Assert.Equal("\"text 999\"", text.Pieces[^2].Text);
        Assert.Equal(texts, JsonSerializer.Deserialize<string[]>(text.ToString()));
    }

    private static string Print(string json)
    {
        using var document = JsonDocument.Parse(json);
        return JsonPrinter.Print(document.RootElement).ToString();
    }

    private static List<string> NumbersOf(string json)
    {
        var numbers = new List<string>();
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        while (reader.Read())
        {
            if (reader.TokenType == JsonTokenType.Number)
            {
                numbers.Add(Encoding.UTF8.GetString(reader.ValueSpan));
            }
        }

        return numbers;
    }
}
