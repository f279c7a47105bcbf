using System.Text;

namespace Errand.Tests.Results;

/// <summary>Reads CSV by the grammar of RFC 4180, and nothing that is only like it.</summary>
internal static class CsvText
{
    /// <summary>The lines, each with its cells; null for one without quotes and letters.</summary>
    public static List<string?[]> Read(string text)
    {
        List<string?[]> lines = [];
        List<string?> cells = [];
        int at = 0;
        while (at < text.Length)
        {
            cells.Add(ReadCell(text, ref at));
            if (text[at] == ',')
            {
                at++;
                continue;
            }

            Assert.Equal("\r\n", text[at..(at + 2)]);
            at += 2;
            lines.Add([.. cells]);
            cells.Clear();
        }

        Assert.Empty(cells);
        return lines;
    }

    private static string? ReadCell(string text, ref int at)
    {
        if (text[at] != '"')
        {
            int end = text.AsSpan(at).IndexOfAny(',', '\r');
            string plain = text[at..(at + end)];
            Assert.DoesNotContain('"', plain);
            Assert.DoesNotContain('\n', plain);
            at += end;
            return plain.Length == 0 ? null : plain;
        }

        var cell = new StringBuilder();
        for (at++; text[at] != '"' || text[at + 1] == '"'; at++)
        {
            cell.Append(text[at]);
            at += text[at] == '"' ? 1 : 0;
        }

        at++;
        return cell.ToString();
    }
}
