namespace Errand.TortureServer;

/// <summary>Ends the process when whoever started it is gone: the kernel closes the other end of the pipe, however the test died.</summary>
internal static class Leash
{
    public const string Name = "TORTURE_LEASH";

    public static void Watch()
    {
        if (Environment.GetEnvironmentVariable(Name) == "stdin")
        {
            new Thread(UntilStarterIsGone) { IsBackground = true, Name = "leash" }.Start();
        }
    }

    private static void UntilStarterIsGone()
    {
        using Stream input = Console.OpenStandardInput();
        while (input.ReadByte() >= 0)
        {
        }

        Environment.FailFast("The process that started this server is gone.");
    }
}
