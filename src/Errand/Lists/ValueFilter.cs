namespace Errand.Lists;

/// <summary>Values of summaries as a caller in C# asks for them.</summary>
internal static class ValueFilter
{
    /// <exception cref="InvalidSearchException">The search text cannot be read.</exception>
    /// <exception cref="ArgumentException">The limit is out of range, or what the values are shown over is neither the creation nor an
    /// argument.</exception>
    public static ValueRequest RequestOf(string type, SummaryValueOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(options.Limit, 1, nameof(options));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(options.Limit, ValueRequest.MaxLimit, nameof(options));
        if (!ValueRequest.IsAxis(options.X))
        {
            throw new ArgumentException($"Values cannot be shown over \"{options.X}\"; expected {ValueRequest.Axes}.", nameof(options));
        }

        return new ValueRequest(type, options.X, options.Y, ListFilter.Read(options.Search), options.Limit);
    }
}
