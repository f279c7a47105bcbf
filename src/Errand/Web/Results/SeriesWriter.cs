using System.Buffers.Binary;
using System.IO.Pipelines;
using System.Text.Json;
using Errand.Results.Reading;
using Errand.Web.Http;

namespace Errand.Web.Results;

/// <summary>Writes a series. In JSON its members are those of the record; in base64 only the values differ.</summary>
internal static class SeriesWriter
{
    /// <summary>Every gap is written so, whatever the processor makes.</summary>
    private static readonly double Gap = BitConverter.Int64BitsToDouble(0x7FF8_0000_0000_0000);

    private static readonly float FloatGap = BitConverter.Int32BitsToSingle(0x7FC0_0000);

    public static async Task WriteAsync(
        ResultSeries series, NumberEncoding encoding, PipeWriter output, CancellationToken cancellationToken)
    {
        await using var json = new Utf8JsonWriter(output, JsonAnswer.Options);
        WriteHead(json, series);
        await FlushAsync(json, output, cancellationToken);
        if (series.X is { } x)
        {
            json.WritePropertyName("x");
            Write(json, x, encoding);
            await FlushAsync(json, output, cancellationToken);
        }

        foreach ((string name, IReadOnlyList<ResultColumn> columns) in new[] { ("series", series.Series), ("with", series.With) })
        {
            json.WriteStartArray(name);
            foreach (ResultColumn column in columns)
            {
                Write(json, column, encoding);
                await FlushAsync(json, output, cancellationToken);
            }

            json.WriteEndArray();
        }

        json.WriteEndObject();
    }

    private static async ValueTask FlushAsync(Utf8JsonWriter json, PipeWriter output, CancellationToken cancellationToken)
    {
        json.Flush();
        await output.FlushWhenFullAsync(cancellationToken);
    }

    private static void WriteHead(Utf8JsonWriter json, ResultSeries series)
    {
        json.WriteStartObject();
        json.WriteNumber("length", series.Length);
        WriteNumber(json, "first", series.First);
        WriteNumber(json, "last", series.Last);
        json.WriteNumber("drawn", series.Drawn);
        json.WritePropertyName("method");
        JsonSerializer.Serialize(json, series.Method, ErrandJson.Default.ResultThinning);
        WriteNumber(json, "tolerance", series.Tolerance);
        json.WriteStartArray("rows");
        foreach (long row in series.Rows)
        {
            json.WriteNumberValue(row);
        }

        json.WriteEndArray();
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double? value)
    {
        if (value is { } number)
        {
            json.WriteNumber(name, number);
        }
        else
        {
            json.WriteNull(name);
        }
    }

    private static void Write(Utf8JsonWriter json, ResultColumn column, NumberEncoding encoding)
    {
        if (encoding == NumberEncoding.Json)
        {
            JsonSerializer.Serialize(json, column, ErrandJson.Default.ResultColumn);
            return;
        }

        json.WriteStartObject();
        json.WriteString("column", column.Column);
        json.WriteBase64String("values", BytesOf(column.Values, encoding));
        json.WriteNumber("nonFinite", column.NonFinite);
        json.WriteNumber("nulls", column.Nulls);
        json.WriteEndObject();
    }

    private static byte[] BytesOf(IReadOnlyList<double> values, NumberEncoding encoding)
    {
        int size = encoding == NumberEncoding.Float32 ? sizeof(float) : sizeof(double);
        byte[] bytes = new byte[values.Count * size];
        for (int i = 0; i < values.Count; i++)
        {
            Span<byte> place = bytes.AsSpan(i * size, size);
            if (encoding == NumberEncoding.Float32)
            {
                BinaryPrimitives.WriteSingleLittleEndian(place, double.IsNaN(values[i]) ? FloatGap : (float)values[i]);
            }
            else
            {
                BinaryPrimitives.WriteDoubleLittleEndian(place, double.IsNaN(values[i]) ? Gap : values[i]);
            }
        }

        return bytes;
    }
}
