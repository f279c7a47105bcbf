using System.Diagnostics;
using System.Reflection;
using Errand.Benchmarks;

if (Assembly.GetExecutingAssembly().GetCustomAttribute<DebuggableAttribute>() is { IsJITOptimizerDisabled: true })
{
    await Console.Error.WriteLineAsync("What a Debug build does says nothing: run it with -c Release.");
    return 64;
}

return args switch
{
    [AllocationCheck.Word] => await AllocationCheck.RunAsync(),
    [Baseline.Word] => await Baseline.RenewAsync(),
    _ => Benchmarks.Run(args),
};
