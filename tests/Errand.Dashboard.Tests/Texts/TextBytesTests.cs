using System.Text;
using System.Text.Json;
using CsCheck;
using Errand.Dashboard.Pages.Results.Media;

namespace Errand.Dashboard.Tests.Texts;

public sealed class TextBytesTests
{
    private static readonly string[] Parts = ["a", "bc", "\"", "\\", "\n", "\u00e9", "\u2028", "\U0001f600", "\0"];

    [Fact]
    public void A_text_is_read_as_it_was_written_whatever_the_sizes_of_pieces() =>
        Gen.Select(Gen.Int[0, Parts.Length - 1].Array[0, 30_000], Gen.Int[4, 5000]).Sample(
            (parts, size) =>
            {
                string text = string.Concat(parts.Select(part => Parts[part]));
                Assert.Equal(text, Encoding.UTF8.GetString(Read(JsonSerializer.Serialize(text), size)));
            },
            iter: 50);

    [Theory]
    [InlineData("\"\\ud800\"", "\ufffd")]
    [InlineData("\"\\ud800\\u0041\"", "\ufffdA")]
    [InlineData("\"\\udc00\\/\\b\\f\\r\"", "\ufffd/\b\f\r")]
    [InlineData("7", "")]
    [InlineData("", "")]
    public void Half_a_character_is_replaced_and_what_is_no_text_is_empty(string json, string text) =>
        Assert.Equal(text, Encoding.UTF8.GetString(Read(json, 100)));

    private static byte[] Read(string json, int size)
    {
        var text = new TextBytes(new MemoryStream(Encoding.UTF8.GetBytes(json)));
        byte[] piece = new byte[size];
        using var all = new MemoryStream();
        while (!text.IsOver)
        {
            all.Write(piece, 0, text.ReadAsync(piece, CancellationToken.None).AsTask().GetAwaiter().GetResult());
        }

        return all.ToArray();
    }
}
