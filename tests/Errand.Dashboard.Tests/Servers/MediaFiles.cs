using System.Text;

namespace Errand.Dashboard.Tests.Servers;

/// <summary>Small files of several media types.</summary>
internal static class MediaFiles
{
    /// <summary>160 × 90 pixels: squares in blue and orange.</summary>
    public static readonly byte[] Png = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAKAAAABaCAMAAAAIGK1gAAAABlBMVEUAcrLmnwDKuLa2AAAAYUlEQVR42u3YsQkAAAgDMP3/aR9wVRTSuUPo2Igm2eRSDxAQ"
        + "EBAQEBDwEdBagICAgICAgICjQKsCAgICAgICAnq3AAEBAQEBAQG9W1YFBAQEBAQEBPRuAQICAgICAgKu9wpc3hwh+29QZAAAAABJRU5ErkJggg==");

    public const string Svg =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 60\" width=\"480\" height=\"240\">"
        + "<path d=\"M0 50 Q60 -40 120 50\" fill=\"none\" stroke=\"#0072b2\" stroke-width=\"3\"/></svg>";

    public const string Markdown = """
        # Flight

        The ball *falls* after **2.87 s**, as [the paper](https://example.org/a?b=c) and <https://example.org/> say. A hard  
        break, `code`, &copy; and an image: ![squares](PNG)

        ## Steps

        1. Throw
        2. Wait
           - a bit
           - more

        > Quoted,
        > twice.

        ```
        x = <b>not bold</b>
        ```

        | t | h |
        |---|---|
        | 0 | 1 |

        ---
        Not a link: [here](javascript:alert(1)), nor [there](/tasks). Not fetched: ![outside](https://example.org/a.png)
        """;

    /// <summary>A tenth of a second of a tone: 8 bits, 8 kHz.</summary>
    public static byte[] Wav()
    {
        byte[] tone = [.. Enumerable.Range(0, 800).Select(i => (byte)(128 + (60 * Math.Sin(i / 3.0))))];
        using var file = new MemoryStream();
        using var writer = new BinaryWriter(file);
        writer.Write("RIFF"u8);
        writer.Write(36 + tone.Length);
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)1);
        writer.Write(8000);
        writer.Write(8000);
        writer.Write((short)1);
        writer.Write((short)8);
        writer.Write("data"u8);
        writer.Write(tone.Length);
        writer.Write(tone);
        writer.Flush();
        return file.ToArray();
    }

    /// <summary>As a result has it.</summary>
    public static object Of(string type, byte[] bytes) => new { mediaType = type, data = Convert.ToBase64String(bytes) };

    public static object Of(string type, string text) => Of(type, Encoding.UTF8.GetBytes(text));

    public static string Uri(string type, byte[] bytes) => $"data:{type};base64,{Convert.ToBase64String(bytes)}";
}
