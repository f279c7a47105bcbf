using System;
using System.Collections.Generic;
using System.Linq;
using System.Net.Http;
using System.Threading.Tasks;
using Generated;

/// <summary>What somebody writes with the client that NSwag makes of the document.</summary>
public static class Use
{
    public static async Task RunAsync(Uri address)
    {
        using var http = new HttpClient();
        var api = new ErrandApi(http) { BaseUrl = address.ToString() };

        AddTask sum = await api.SubmitAddAsync(new AddArgs { X = 1, Y = 2 }, wait: 30, tag: ["nswag"]);
        Equal((TaskState.Done, OutcomeState.Succeeded, 3L), (sum.Status, sum.Outcome, sum.Result));

        TreeTask tree = await api.SubmitTreeAsync(
            new TreeArgs { Value = 1, Children = [new TreeArgs { Value = 2, Children = [] }] }, wait: 30);
        Equal(2, tree.Result.Children.Single().Value);

        var at = new DateTimeOffset(2026, 11, 24, 8, 15, 30, TimeSpan.Zero);
        MomentsTask moments = await api.SubmitMomentsAsync(
            new MomentsArgs { At = at, Day = at, Span = "1.02:00:00", Id = Guid.Empty }, wait: 30);
        Equal((at, "1.02:00:00"), (moments.Result.At, moments.Result.Span));

        NothingTask nothing = await api.SubmitNothingAsync(new NothingArgs(), wait: 30);
        Equal(OutcomeState.Succeeded, nothing.Outcome);

        TaskListPage list = await api.ListTasksAsync(type: ["add"], tag: ["nswag"]);
        Equal(sum.Id, list.Items.Single().Id);
        Equal("add", (await api.GetTypeAsync("add")).Name);

        try
        {
            await api.GetTaskAsync(999_999);
            throw new InvalidOperationException("There is no such task.");
        }
        catch (ApiException<ProblemView> e)
        {
            Equal((404, "urn:errand:problem/unknown-task"), (e.StatusCode, e.Result.Type));
        }
    }

    private static void Equal<T>(T expected, T actual)
    {
        if (!EqualityComparer<T>.Default.Equals(expected, actual))
        {
            throw new InvalidOperationException($"expected {expected}, but was {actual}");
        }
    }
}
