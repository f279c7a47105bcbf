using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading.Tasks;
using Generated;
using Generated.Models;
using Microsoft.Kiota.Abstractions.Authentication;
using Microsoft.Kiota.Http.HttpClientLibrary;

/// <summary>What somebody writes with the client that Kiota makes of the document.</summary>
public static class Use
{
    public static async Task RunAsync(Uri address)
    {
        using var adapter = new HttpClientRequestAdapter(new AnonymousAuthenticationProvider())
        {
            BaseUrl = address.ToString().TrimEnd('/'),
        };
        var api = new ErrandApi(adapter);

        AddTask sum = await api.V1.Types.Add.Tasks.PostAsync(new AddArgs { X = 1 }, request =>
        {
            request.QueryParameters.Wait = 30;
            request.QueryParameters.Tag = ["kiota"];
        });
        Equal((TaskState.Done, OutcomeState.Succeeded, 3L), (sum.Status, sum.Outcome, sum.Result));

        // A choice has a member for each object to choose from.
        var circle = new DrawArgsShape { DrawArgsShapeCircle = new() { Type = "circle", Radius = 0.5 } };
        var square = new DrawArgsShape { DrawArgsShapeSquare = new() { Type = "square", Side = 2, Inner = circle } };
        DrawTask drawn = await api.V1.Types.Draw.Tasks.PostAsync(
            new DrawArgs { Shape = square }, request => request.QueryParameters.Wait = 30);
        DrawResultShape same = drawn.Result.Single();
        DrawResultShapeSquare filled = same.DrawResultShapeSquare;
        Equal(("square", 2, 0.5), (same.DrawResultShapeCircle.Type, filled.Side, filled.Inner.DrawResultShapeCircle.Radius));

        TreeTask tree = await api.V1.Types.Tree.Tasks.PostAsync(
            new TreeArgs { Value = 1, Children = [new TreeArgs { Value = 2, Children = [] }] },
            request => request.QueryParameters.Wait = 30);
        Equal(2, tree.Result.Children.Single().Value);

        var at = new DateTimeOffset(2026, 11, 24, 8, 15, 30, TimeSpan.Zero);
        MomentsTask moments = await api.V1.Types.Moments.Tasks.PostAsync(
            new MomentsArgs { At = at, Day = new(2026, 11, 24), Span = "1.02:00:00", Id = Guid.Empty },
            request => request.QueryParameters.Wait = 30);
        Equal((at, new(2026, 11, 24)), (moments.Result.At, moments.Result.Day));

        NothingTask nothing = await api.V1.Types.Nothing.Tasks.PostAsync(
            new NothingArgs(), request => request.QueryParameters.Wait = 30);
        Equal(OutcomeState.Succeeded, nothing.Outcome);

        TaskListPage list = await api.V1.Tasks.GetAsync(request =>
        {
            request.QueryParameters.Type = ["add"];
            request.QueryParameters.Tag = ["kiota"];
        });
        Equal(sum.Id, list.Items.Single().Id);
        Equal("add", (await api.V1.Types["add"].GetAsync()).Name);

        try
        {
            await api.V1.Tasks[999_999].GetAsync();
            throw new InvalidOperationException("There is no such task.");
        }
        catch (ProblemView e)
        {
            Equal((404, "urn:errand:problem/unknown-task"), (e.ResponseStatusCode, e.Type));
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
