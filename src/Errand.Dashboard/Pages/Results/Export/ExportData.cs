using System.Runtime.InteropServices;
using System.Text.Json;

namespace Errand.Dashboard.Pages.Results.Export;

/// <summary>The data of the plots in an exported file. Plots share the columns that they draw in full.</summary>
/// <param name="Views">The plots.</param>
/// <param name="Columns">The columns, by their keys.</param>
internal sealed record ExportData(IReadOnlyList<ExportView> Views, IReadOnlyDictionary<string, double[]> Columns)
{
    /// <summary>As JSON that no HTML parser takes for markup: the writer escapes what has a meaning there.</summary>
    public async Task WriteAsync(Stream body, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteStartObject("columns");
        foreach ((string key, double[] values) in Columns)
        {
            // Little-endian, as every machine that .NET runs on has them.
            json.WriteBase64String(key, MemoryMarshal.AsBytes<double>(values));
            await json.FlushAsync(cancellationToken);
        }

        json.WriteEndObject();
        json.WriteStartArray("views");
        foreach (ExportView view in Views)
        {
            Write(json, view);
            await json.FlushAsync(cancellationToken);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteKeys(Utf8JsonWriter json, string name, IReadOnlyDictionary<string, string> keys)
    {
        json.WriteStartObject(name);
        foreach ((string pointer, string key) in keys)
        {
            json.WriteString(pointer, key);
        }

        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, ExportView view)
    {
        json.WriteStartObject();
        json.WritePropertyName("view");
        json.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(view.View, ErrandJson.Default.ResultView));
        json.WriteNumber("length", view.Length);
        json.WriteString("rows", view.Rows);
        WriteKeys(json, "ownRows", view.OwnRows);
        WriteKeys(json, "columns", view.Columns);
        json.WriteStartObject("texts");
        foreach ((string pointer, IReadOnlyList<string> texts) in view.Texts)
        {
            json.WriteStartArray(pointer);
            foreach (string text in texts)
            {
                json.WriteStringValue(text);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
        json.WriteStartObject("matrices");
        foreach ((string place, ResultMatrix matrix) in view.Matrices)
        {
            json.WritePropertyName(place);
            json.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(matrix, ErrandJson.Default.ResultMatrix));
        }

        json.WriteEndObject();
        json.WritePropertyName("histogram");
        json.WriteRawValue(JsonSerializer.SerializeToUtf8Bytes(view.Histogram, ErrandJson.Default.ResultHistogram));
        json.WriteEndObject();
    }
}
