namespace Throughput;

/// <summary>What the command line asks for.</summary>
/// <param name="Stores">The stores to measure, in this order.</param>
/// <param name="Cases">The names of the cases; empty: the default ones.</param>
/// <param name="IsQuick">Whether to use shorter spans and fewer repetitions: figures to look at, not to publish.</param>
/// <param name="IsPlotForDocs">Whether the growth plot also goes to the documentation.</param>
internal sealed record BenchOptions(IReadOnlyList<StoreName> Stores, IReadOnlyList<string> Cases, bool IsQuick, bool IsPlotForDocs)
{
    public const string Usage = """
        usage: dotnet run --project bench/Throughput -c Release -- [--store sqlite|postgres] [--case NAME]... [--peers] [--growth] [--plot] [--quick]
          --plot is for cases of --growth: the plot goes to the documentation, too
        """;

    /// <summary>Null if it does not understand the command line.</summary>
    public static BenchOptions? Parse(IReadOnlyList<string> args)
    {
        BenchOptions options = new([StoreName.Sqlite, StoreName.Postgres], [], false, false);
        for (int i = 0; i < args.Count; i++)
        {
            switch (args[i], i + 1 < args.Count ? args[i + 1] : null)
            {
                case ("--quick", _):
                    options = options with { IsQuick = true };
                    break;
                case ("--peers", _):
                    options = options with { Cases = [.. options.Cases, Peers.CaseName] };
                    break;
                case ("--growth", _):
                    options = options with { Cases = [.. options.Cases, .. Bench.Cases.OfType<GrowthCase>().Select(@case => @case.Name)] };
                    break;
                case ("--plot", _):
                    options = options with { IsPlotForDocs = true };
                    break;
                case ("--store", "sqlite"):
                    options = options with { Stores = [StoreName.Sqlite] };
                    i++;
                    break;
                case ("--store", "postgres"):
                    options = options with { Stores = [StoreName.Postgres] };
                    i++;
                    break;
                case ("--case", { } name) when Bench.Cases.Any(known => known.Name == name):
                    options = options with { Cases = [.. options.Cases, name] };
                    i++;
                    break;
                default:
                    return null;
            }
        }

        return options.IsPlotForDocs && !Bench.Cases.OfType<GrowthCase>().Any(@case => options.Cases.Contains(@case.Name)) ? null : options;
    }
}
