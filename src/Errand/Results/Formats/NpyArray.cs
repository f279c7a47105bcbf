using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using System.IO.Pipelines;
using System.Text;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>Writes what is selected as an array of NumPy (format 1.0): doubles, little-endian, the last index varying fastest.</summary>
internal static class NpyArray
{
    /// <summary>The numbers begin at a multiple of it.</summary>
    private const int Alignment = 64;

    /// <summary>NumPy leaves room for the first size to grow to that many digits.</summary>
    private const int DigitsOfFirstSize = 21;

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y', 1, 0];

    /// <summary>Returns why nothing was written, or null.</summary>
    public static async Task<ResultRefusal?> WriteAsync(ResultSource source, PipeWriter output, CancellationToken cancellationToken)
    {
        NpyShape shape = await source.ReadAsync(NpyShape.FindAsync, cancellationToken);
        if (shape.Other is { } other)
        {
            return ResultRefusal.OtherShape("an array of NumPy", other);
        }

        WriteHeader(shape.Sizes, output);
        await source.ReadAsync((json, stop) => WriteNumbersAsync(json, output, stop), cancellationToken);
        return null;
    }

    private static void WriteHeader(IReadOnlyList<long> sizes, PipeWriter output)
    {
        string first = sizes[0].ToString(CultureInfo.InvariantCulture);
        string shape = sizes.Count == 1
            ? $"({first},)"
            : $"({string.Join(", ", sizes.Select(size => size.ToString(CultureInfo.InvariantCulture)))})";
        string header =
            $"{{'descr': '<f8', 'fortran_order': False, 'shape': {shape}, }}" + new string(' ', DigitsOfFirstSize - first.Length);
        int unpadded = Magic.Length + sizeof(ushort) + header.Length + 1;
        int padding = Alignment - unpadded % Alignment; // NumPy adds a whole line to what is aligned already.
        output.Write(Magic);
        BinaryPrimitives.WriteUInt16LittleEndian(output.GetSpan(sizeof(ushort)), (ushort)(header.Length + padding + 1));
        output.Advance(sizeof(ushort));
        output.Write(Encoding.ASCII.GetBytes(header + new string(' ', padding) + "\n"));
    }

    private static async ValueTask<PipeWriter> WriteNumbersAsync(JsonTokens json, PipeWriter output, CancellationToken cancellationToken)
    {
        int depth = json.Depth;
        while (await json.NextAsync(depth, cancellationToken))
        {
            if (!json.IsContainer && !json.IsEnd)
            {
                BinaryPrimitives.WriteDoubleLittleEndian(output.GetSpan(sizeof(double)), NpyNumber.Read(json));
                output.Advance(sizeof(double));
                await output.FlushWhenFullAsync(cancellationToken);
            }
        }

        return output;
    }
}
