namespace Errand.Tests.Clients;

/// <summary>What the server and the clients of these tests agree on.</summary>
internal static class TestContracts
{
    public static readonly TaskContract<AddArgs, int> Add = new("add");

    public static readonly TaskContract<AddArgs, int> Later = new("later");

    public static readonly TaskContract<AddArgs, int> Stopped = new("stopped");

    public static readonly TaskContract<AddArgs, string> Known = new("known");

    public static readonly TaskContract<ValueArgs, ValueArgs> Values = new("values");
}
