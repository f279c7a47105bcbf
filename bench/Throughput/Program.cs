using Errand.TortureServer;
using Throughput;

// The same program is the bench and, in processes of their own, what it measures.
if (args is [Served.Word, .. var rest])
{
    Leash.Watch();
    Served.Run(rest);
    return 0;
}

if (args is [Echo.Word])
{
    Leash.Watch();
    Echo.Run();
    return 0;
}

if (BenchOptions.Parse(args) is not { } options)
{
    await Console.Error.WriteLineAsync(BenchOptions.Usage);
    return 64;
}

return await Bench.RunAsync(options, args);
