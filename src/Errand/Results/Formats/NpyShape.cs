using System.Text.Json;
using Errand.Results.Reading;

namespace Errand.Results.Formats;

/// <summary>The sizes of an array of numbers, or of arrays of them to any depth.</summary>
internal sealed class NpyShape
{
    /// <summary>As deep as every version of NumPy goes.</summary>
    private const int MostDimensions = 32;

    private const string Irregular = "an array of arrays of different lengths";

    private readonly List<long> _sizes = [];
    private readonly long[] _counts = new long[MostDimensions];
    private int? _rank;

    /// <summary>What it is instead, when it is no such array.</summary>
    public string? Other { get; private set; }

    public IReadOnlyList<long> Sizes => _sizes;

    public static async ValueTask<NpyShape> FindAsync(JsonTokens json, CancellationToken cancellationToken)
    {
        var shape = new NpyShape();
        if (json.Type != JsonTokenType.StartArray)
        {
            shape.Other = json.Kind();
            return shape;
        }

        int depth = json.Depth;
        bool isOver = false;
        while (!isOver && shape.Other is null && await json.ReadAsync(cancellationToken))
        {
            int dimension = json.Depth - depth;
            isOver = json.Type == JsonTokenType.EndArray && dimension == 0;
            shape.Other = json.Type == JsonTokenType.EndArray ? shape.Close(dimension)
                : json.Type == JsonTokenType.StartArray ? shape.Open(dimension)
                : NpyNumber.IsNumber(json) ? shape.Count(dimension)
                : "an array that does not hold numbers only";
        }

        return shape;
    }

    private string? Open(int dimension)
    {
        if (dimension >= MostDimensions)
        {
            return "an array of more than 32 dimensions";
        }

        _counts[dimension - 1]++;
        _counts[dimension] = 0;
        return dimension >= _rank ? Irregular : null;
    }

    private string? Close(int dimension)
    {
        _rank ??= dimension + 1; // It is empty.
        while (_sizes.Count < _rank)
        {
            _sizes.Add(-1);
        }

        _sizes[dimension] = _sizes[dimension] < 0 ? _counts[dimension] : _sizes[dimension];
        return _sizes[dimension] == _counts[dimension] ? null : Irregular;
    }

    private string? Count(int dimension)
    {
        _rank ??= dimension;
        _counts[dimension - 1]++;
        return _rank == dimension ? null : Irregular;
    }
}
