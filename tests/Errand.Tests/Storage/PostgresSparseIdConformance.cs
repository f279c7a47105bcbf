namespace Errand.Tests.Storage;

/// <summary>Ids rise, but no store promises that they follow one another: here 63 are left out each time.</summary>
public sealed class PostgresSparseIdConformance : PostgresConformance
{
    public override async ValueTask InitializeAsync()
    {
        await base.InitializeAsync();
        await RunAsync("ALTER SEQUENCE task_id INCREMENT 64");
    }

    [Fact]
    public async Task Ids_are_not_dense()
    {
        TaskId first = await Store.SubmitAsync(StoreSteps.NewTask());
        Assert.Equal(first.Value + 64, (await Store.SubmitAsync(StoreSteps.NewTask())).Value);
    }
}
