using CsCheck;

namespace Errand.Tests.Storage;

public abstract partial class TaskStoreConformance
{
    /// <summary>How many sequences are tried: as many as fit into a few seconds.</summary>
    private protected virtual int Sequences => 60;

    [Fact]
    public async Task Any_sequence_of_operations_does_what_the_model_does()
    {
        var step = Gen.Select(Gen.Frequency(
            (6, Gen.Const('s')), (6, Gen.Const('c')), (6, Gen.Const('f')), (2, Gen.Const('b')), (2, Gen.Const('r')), (2, Gen.Const('p')),
            (2, Gen.Const('x')), (3, Gen.Const('y')), (1, Gen.Const('d')), (1, Gen.Const('u')), (1, Gen.Const('v')), (1, Gen.Const('k')),
            (1, Gen.Const('e')), (3, Gen.Const('t')), (1, Gen.Const('h'))),
            Gen.Int[0, 1000], Gen.Int[0, 1000]);
        // One at a time: they share the clock and the store.
        await step.Array[20, 80].SampleAsync(RunAsync, iter: Sequences, threads: 1);
    }

    private async Task RunAsync((char What, int A, int B)[] steps)
    {
        var run = new ModelRun(Store, Time, RunAsync);
        await run.StartAsync();
        foreach ((char what, int a, int b) in steps)
        {
            await run.StepAsync(what, a, b);
            await run.CompareAsync();
        }

        Assert.Empty(await FindMisplacedAsync());
        await run.CheckAttemptsAsync();
        await run.ReleaseAllAsync();
        Time.Advance(TimeSpan.FromHours(25));
        await Store.ReapAsync();
        await Store.DeleteExpiredAsync(1000);
        await Store.DeleteExpiredAsync(1000);
        Assert.Equal(0, await CountRowsAsync());
    }
}
